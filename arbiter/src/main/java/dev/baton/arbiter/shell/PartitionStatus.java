package dev.baton.arbiter.shell;

import dev.baton.arbiter.core.RunnerStatus;
import java.util.Optional;

/**
 * How an arbiter's work on one partition goes.
 *
 * @param partition which
 * @param runner how its runner is; empty while it restores
 * @param queued records that were read and not yet handled: the lag of the fold
 * @param auditing whether it is the partition's audit writer just now
 * @param failure what is wrong: an invariant was broken, the log asks for rules that this version
 *     does not know, or audit and state cannot be written
 */
public record PartitionStatus(
    int partition,
    Optional<RunnerStatus> runner,
    int queued,
    boolean auditing,
    Optional<String> failure) {

  /** Tells whether it folds: it restored, did not fail, and proves that it reads and writes. */
  public boolean isReady() {
    return failure.isEmpty() && runner.filter(RunnerStatus::proven).isPresent();
  }
}
