package dev.baton.simulation;

import dev.baton.log.Topic;
import dev.baton.model.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

  /** What a process reads when it starts; empty if the log does not answer it. */
  Optional<List<Snapshot>> read(SimulatedProcess reader) {
    if (!reader.link(Topic.STATE).fetches(true)) {
      return Optional.empty();
    }
    return Optional.of(latest());
  }

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
