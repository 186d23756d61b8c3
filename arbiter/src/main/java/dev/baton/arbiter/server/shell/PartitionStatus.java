package dev.baton.arbiter.server.shell;

import dev.baton.arbiter.server.core.RunnerStatus;
import java.util.Optional;

/**
 * How an arbiter's work on one partition goes.
 *
 * @param partition which
 * @param runner how its runner is; empty while it restores
 * @param queued records that were read and not yet handled: the lag of the fold
 * @param audit how its writing of audit and state goes
 * @param failure what is wrong: an invariant was broken, the log asks for rules that this version
 *     does not know, or audit and state cannot be made
 * @param broken whether that is for good in this process, so that it is to be started anew
 */
public record PartitionStatus(
    int partition,
    Optional<RunnerStatus> runner,
    int queued,
    Audit audit,
    Optional<String> failure,
    boolean broken) {

  /** Tells whether it folds: it restored, did not fail, and proves that it reads and writes. */
  public boolean isReady() {
    return failure.isEmpty() && runner.filter(RunnerStatus::proven).isPresent();
  }

  /**
   * How the writing of audit and state goes. Decisions do not wait for it.
   *
   * @param writing whether this is the partition's audit writer just now
   * @param interruption why the log takes neither at present, if that is so
   */
  public record Audit(boolean writing, Optional<String> interruption) {}
}
