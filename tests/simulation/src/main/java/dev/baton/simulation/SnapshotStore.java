package dev.baton.simulation;

import dev.baton.log.Topic;
import dev.baton.model.state.Snapshot;
import java.util.ArrayList;
import java.util.List;

/** The committed state of the partition: each transaction whole or not at all, zombies fenced. */
final class SnapshotStore {
  private final List<List<Snapshot>> commits = new ArrayList<>();
  private int claims;

  /** Fences every earlier writer. */
  int claim() {
    claims++;
    return claims;
  }

  /** Commits, unless a later writer has claimed the partition. */
  boolean commit(int claim, List<Snapshot> snapshots) {
    if (claim != claims) {
      return false;
    }
    commits.add(List.copyOf(snapshots));
    return true;
  }

  /** Whether the log answers a process that asks for the committed state. */
  boolean answers(SimulatedProcess reader) {
    return reader.link(Topic.STATE).fetches(true);
  }

  /** How many transactions were committed. */
  int size() {
    return commits.size();
  }

  /** The newest committed state of each cluster. */
  List<Snapshot> latest() {
    return commits.isEmpty() ? List.of() : commits.get(commits.size() - 1);
  }

  /** The last commits are gone although they were acknowledged. */
  void lose(int count) {
    for (int lost = 0; lost < count && !commits.isEmpty(); lost++) {
      commits.remove(commits.size() - 1);
    }
  }
}
