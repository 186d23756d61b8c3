package dev.baton.runtime.shell;

import dev.baton.runtime.core.BindingStatus;
import java.util.List;
import java.util.Optional;

/**
 * How an actuator service fares.
 *
 * @param joined whether the other instances have agreed on its share, be it none
 * @param partitions what it works on, in order
 * @param failure what ended its work, if anything did
 */
public record ActuatorReport(boolean joined, List<Share> partitions, Optional<String> failure) {

  /** Freezes the list. */
  public ActuatorReport {
    partitions = List.copyOf(partitions);
  }

  /**
   * One partition.
   *
   * @param partition which
   * @param live whether it has caught up with the commands, and acts
   * @param bindings what it moves there, by cluster and place
   */
  public record Share(int partition, boolean live, List<BindingStatus> bindings) {
    /** Freezes the list. */
    public Share {
      bindings = List.copyOf(bindings);
    }
  }
}
