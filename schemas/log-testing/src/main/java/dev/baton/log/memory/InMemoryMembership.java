package dev.baton.log.memory;

import dev.baton.log.Membership;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;

/** A member of a group in memory; its state belongs to the group's thread. */
final class InMemoryMembership implements Membership {
  private final Group group;
  private final Shares shares;
  private final CountDownLatch left = new CountDownLatch(1);
  private final SortedSet<Integer> held = new TreeSet<>();

  InMemoryMembership(Group group, Shares shares) {
    this.group = group;
    this.shares = shares;
  }

  void join() {
    group.execute(() -> group.add(this));
  }

  /** Is counted out while it cannot be heard, and told so when it can be again. */
  void heard(boolean again) {
    group.execute(
        () -> {
          if (left.getCount() == 0) {
            return;
          }
          if (!again && group.has(this)) {
            group.remove(this);
          } else if (again && !group.has(this)) {
            keepOnly(new TreeSet<>());
            group.add(this);
          }
        });
  }

  /** Gives back everything else. */
  void keepOnly(SortedSet<Integer> kept) {
    SortedSet<Integer> over = new TreeSet<>(held);
    over.removeAll(kept);
    if (!over.isEmpty()) {
      held.removeAll(over);
      shares.lost(over);
    }
  }

  /** Is given what it does not have yet. */
  void have(SortedSet<Integer> all) {
    SortedSet<Integer> further = new TreeSet<>(all);
    further.removeAll(held);
    if (!further.isEmpty() || held.isEmpty()) {
      held.addAll(further);
      shares.gained(further);
    }
  }

  @Override
  public void close() {
    group.execute(
        () -> {
          if (left.getCount() > 0) {
            keepOnly(new TreeSet<>());
            group.remove(this);
            left.countDown();
          }
        });
    try {
      left.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
