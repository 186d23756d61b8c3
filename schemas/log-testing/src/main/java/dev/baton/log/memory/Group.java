package dev.baton.log.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Shares partitions out: the n-th goes to the n-th member in the order in which they joined, and
 * round again. One thread tells everybody everything.
 */
final class Group {
  private final int partitions;
  private final List<InMemoryMembership> members = new ArrayList<>();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread created = new Thread(task, "memory-log-group");
            created.setDaemon(true);
            return created;
          });

  Group(int partitions) {
    this.partitions = partitions;
  }

  /** Does something on the group's thread. */
  void execute(Runnable task) {
    thread.execute(task);
  }

  void add(InMemoryMembership member) {
    members.add(member);
    share();
  }

  void remove(InMemoryMembership member) {
    members.remove(member);
    share();
  }

  boolean has(InMemoryMembership member) {
    return members.contains(member);
  }

  /** First everybody gives back what is somebody else's now, then it is handed out. */
  private void share() {
    for (int place = 0; place < members.size(); place++) {
      members.get(place).keepOnly(share(place));
    }
    for (int place = 0; place < members.size(); place++) {
      members.get(place).have(share(place));
    }
  }

  private SortedSet<Integer> share(int place) {
    SortedSet<Integer> share = new TreeSet<>();
    for (int partition = place; partition < partitions; partition += members.size()) {
      share.add(partition);
    }
    return share;
  }
}
