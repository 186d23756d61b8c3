package dev.baton.compose.convert.keepalived;

import dev.baton.compose.convert.Place;
import java.util.Optional;

/**
 * A line of {@code track_script}, {@code track_interface} or {@code track_process}.
 *
 * @param place the line
 * @param block whose line it is
 * @param name of the script, interface or process
 * @param weight the weight that the line names
 */
record Tracker(Place place, String block, String name, Optional<Weight> weight) {

  /**
   * By how much it changes the priority.
   *
   * @param points -254 to 254; 0: while it fails the node has a fault
   * @param reverse whether it does so the other way round
   */
  record Weight(int points, boolean reverse) {
    static final Weight FAULT = new Weight(0, false);
  }
}
