package dev.baton.compose.convert.keepalived;

import dev.baton.compose.convert.Place;
import dev.baton.model.NodeId;
import java.util.List;
import java.util.Map;

/**
 * What the file of one host says.
 *
 * @param node its name for Baton
 * @param place the first line of its file
 * @param device the interface of an instance that names none
 * @param units what moves, in the order of the file
 * @param scripts by name
 * @param processes by name
 */
record Host(
    NodeId node,
    Place place,
    String device,
    List<Unit> units,
    Map<String, Check> scripts,
    Map<String, Check> processes) {

  /** Freezes the list. */
  Host {
    units = List.copyOf(units);
  }
}
