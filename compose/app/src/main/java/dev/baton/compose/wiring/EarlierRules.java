package dev.baton.compose.wiring;

import dev.baton.compose.service.ExitCode;
import dev.baton.compose.service.ServiceException;
import dev.baton.log.EventLog;
import dev.baton.model.state.PartitionState;
import dev.baton.model.state.Snapshot;

/**
 * Topics that arbiters of earlier rules wrote: an arbiter of this build does not go on from there.
 * Each snapshot names the version of the rules that it was written under. No other record counts:
 * the log's beginning is deleted in time, and a lost state begins anew, so what is missing there
 * says nothing.
 */
final class EarlierRules {
  private EarlierRules() {}

  /**
   * Returns the log, unless a snapshot was written under earlier rules; then it closes the log.
   *
   * @param prefix of the topics' names
   * @throws ServiceException when the log is refused; the message says what was found and what to
   *     do
   * @throws dev.baton.log.LogUnavailableException when the log does not answer
   */
  static EventLog refused(EventLog log, String prefix) {
    try {
      for (int partition = 0; partition < log.partitions(); partition++) {
        for (Snapshot snapshot : log.latestSnapshots(partition)) {
          refuse(snapshot, prefix, partition);
        }
      }
      return log;
    } catch (RuntimeException e) {
      log.close();
      throw e;
    }
  }

  private static void refuse(Snapshot snapshot, String prefix, int partition) {
    int found = snapshot.partition().foldVersion();
    if (found < PartitionState.FIRST_RULES) {
      throw new ServiceException(
          ExitCode.REFUSED,
          ("topic %sstate, partition %d: the state of cluster %s was written under version %d of"
                  + " the rules. This arbiter begins with version %d and does not go on from there."
                  + " Begin again on new topics: stop Baton on every host, delete the four topics"
                  + " %s*, and give kafka.topic-prefix a new value everywhere. The page"
                  + " compose/docs/disaster.md has every step.")
              .formatted(
                  prefix,
                  partition,
                  snapshot.state().cluster(),
                  found,
                  PartitionState.FIRST_RULES,
                  prefix));
    }
  }
}
