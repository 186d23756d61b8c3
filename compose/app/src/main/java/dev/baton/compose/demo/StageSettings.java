package dev.baton.compose.demo;

import dev.baton.model.Timings;
import dev.baton.model.Vip;
import java.nio.file.Path;
import java.util.List;

/**
 * What a stage looks like.
 *
 * @param directory where configuration, data and output go; emptied by nobody but its owner
 * @param vips the cluster's addresses, within 10.20.0.0/16 and fd00:20::/64
 * @param timings lease and margins
 * @param arbiters how many, 1 to 3
 * @param processes how Baton runs on a node
 */
public record StageSettings(
    Path directory, List<Vip> vips, Timings timings, int arbiters, Processes processes) {

  /** How Baton runs on a node. */
  public enum Processes {
    /** Agent and actuator in one process, {@code baton node}. */
    ONE,
    /** Agent and actuator in a process each. */
    TWO
  }

  /** The address of the demonstration. */
  public static final Vip VIP = new Vip("10.20.0.10");

  /** Freezes the list. */
  public StageSettings {
    vips = List.copyOf(vips);
  }

  /** One VIP, the default timings, two arbiters. */
  public static StageSettings standard(Path directory) {
    return new StageSettings(directory, List.of(VIP), Timings.DEFAULT, 2, Processes.ONE);
  }
}
