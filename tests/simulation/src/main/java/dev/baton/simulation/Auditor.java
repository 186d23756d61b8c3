package dev.baton.simulation;

import dev.baton.arbiter.fold.FoldReplica;
import dev.baton.arbiter.server.core.AuditRunner;
import dev.baton.arbiter.server.core.ReadBack;
import dev.baton.arbiter.server.core.Restored;
import dev.baton.model.fact.FactRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The part of a leading arbiter that writes audit and state: claims, begins at the newest committed
 * state, and commits one transaction after the other until it is fenced or leads no more.
 */
final class Auditor {
  private static final long RETRY = 300_000_000L;

  private final ArbiterProcess arbiter;
  private final World world;
  private final Dice dice;
  private final Deque<Event> read = new ArrayDeque<>();
  private Optional<AuditRunner> core = Optional.empty();
  private Optional<ReadBack> readBack = Optional.empty();
  private Optional<FoldReplica> folds = Optional.empty();
  private int claim;
  private int term;

  Auditor(ArbiterProcess arbiter) {
    this.arbiter = arbiter;
    this.world = arbiter.world;
    this.dice = world.dice("auditor of " + arbiter.name);
  }

  private record Event(FactRecord entry, int leaderEpoch) {}

  /** What the partition's runner knows to stand in the commands topic. */
  void onReadBack(Optional<ReadBack> known) {
    readBack = known.or(() -> readBack);
  }

  /** Its arbiter leads from now on. */
  void lead() {
    int of = ++term;
    later(dice.millis(10, 150), of, () -> serve(of));
  }

  /** Its arbiter leads no more, or its process has died. */
  void standDown() {
    term++;
    core = Optional.empty();
    read.clear();
    readBack = Optional.empty();
  }

  private void later(long delay, int of, Runnable what) {
    int life = arbiter.life();
    world.scheduler.after(
        delay,
        () ->
            arbiter.post(
                life,
                () -> {
                  if (of == term) {
                    what.run();
                  }
                }));
  }

  private void serve(int of) {
    claim = world.store.claim();
    read.clear();
    Restored restored = arbiter.restored();
    FoldReplica fold = restored.fold();
    folds = Optional.of(fold);
    core = Optional.of(new AuditRunner(fold, arbiter.host.now()));
    new TopicReader<>(world.events, arbiter, fold.eventsFrom(), new Feed(of, claim));
    arbiter.claimed(restored);
    if (of == term) {
      round(of);
    }
  }

  private void round(int of) {
    AuditRunner runner = core.orElseThrow();
    readBack.ifPresent(upTo -> fold(runner, upTo));
    readBack.ifPresent(runner::onReadBack);
    Optional<AuditRunner.Batch> batch = runner.batch(arbiter.host.now());
    if (batch.isEmpty()) {
      later(dice.millis(10, 40), of, () -> round(of));
      return;
    }
    int by = claim;
    int life = arbiter.life();
    world.scheduler.after(
        dice.millis(5, 80), () -> commit(of, by, batch.orElseThrow(), arbiter.lives(life)));
  }

  private void fold(AuditRunner runner, ReadBack upTo) {
    while (!read.isEmpty()
        && !read.getFirst().entry().position().isAfter(upTo.folded())
        && !runner.isFull()) {
      Event next = read.removeFirst();
      runner.onEvent(next.entry(), OptionalInt.of(next.leaderEpoch()));
    }
  }

  /** The transaction ends; that of a writer that died meanwhile may count or not. */
  private void commit(int of, int by, AuditRunner.Batch batch, boolean alive) {
    if (!alive && dice.percent(50)) {
      return;
    }
    boolean counts = world.store.commit(by, batch.snapshots());
    if (counts) {
      world.watch.audited(batch.lines());
    }
    later(0, of, () -> committed(of, batch, counts));
  }

  private void committed(int of, AuditRunner.Batch batch, boolean counts) {
    if (counts) {
      core.orElseThrow().committed(batch, arbiter.host.now());
      round(of);
    } else {
      world.trace.say(arbiter.name, "is fenced", claim);
      core = Optional.empty();
      later(RETRY, of, () -> serve(of));
    }
  }

  /** The events that it folds once they are proven to be ordered. */
  private final class Feed implements TopicReader.Sink<FactRecord> {
    private final int of;
    private final int by;

    Feed(int of, int by) {
      this.of = of;
      this.by = by;
    }

    private boolean counts() {
      return of == term && by == claim && core.isPresent();
    }

    @Override
    public void read(long offset, int leaderEpoch, FactRecord entry) {
      if (counts()) {
        read.addLast(new Event(entry, leaderEpoch));
      }
    }

    @Override
    public void truncated(long offset, long readUpTo) {
      if (counts()) {
        arbiter.truncated(offset, folds.orElseThrow().model().partition().generation());
        int now = ++term;
        later(RETRY, now, () -> serve(now));
      }
    }
  }
}
