package dev.baton.runtime.shell;

import dev.baton.runtime.core.BindingStatus;
import java.util.List;
import java.util.Optional;

/**
 * The status of an actuator service.
 *
 * @param joined whether the instances have agreed on its share of the partitions, even if the share
 *     is empty
 * @param partitions the partitions of its share, in order
 * @param failure the error that ended its work, if any
 */
public record ActuatorReport(boolean joined, List<Share> partitions, Optional<String> failure) {

  /** Freezes the list. */
  public ActuatorReport {
    partitions = List.copyOf(partitions);
  }

  /**
   * One partition of its share.
   *
   * @param partition the partition
   * @param live whether it has read the commands up to their end, and acts
   * @param bindings the status of each binding, by cluster and place
   */
  public record Share(int partition, boolean live, List<BindingStatus> bindings) {
    /** Freezes the list. */
    public Share {
      bindings = List.copyOf(bindings);
    }
  }
}
