package dev.baton.arbiter.server.core;

import dev.baton.arbiter.server.core.Effect.StandDown;
import dev.baton.model.ArbiterId;
import dev.baton.model.Position;
import dev.baton.model.Ranges;
import dev.baton.model.command.Command.Tick;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Which arbiter leads, as one arbiter sees it (rule Z). Two leaders at once do no harm. This class
 * keeps the time without a leader short, and the commands topic quiet.
 */
public final class Leadership {
  /** Intervals after which a leader that does not read its own ticks stands down. */
  private static final int DEAF_INTERVALS = 10;

  /**
   * Most intervals after which an own tick that was not read back counts as lost. Brokers may have
   * lost it. But an arbiter that cannot read commands hears no leader either, and would take the
   * lead from one that is well. So it tries again soon, and then ever more seldom.
   */
  private static final int LOST_INTERVALS = 300;

  private final RunnerSettings settings;
  private final Deque<Own> unread = new ArrayDeque<>();
  private boolean leading;
  private boolean firstOfTerm;
  private long term;
  private long highestTerm;
  private Optional<ArbiterId> leader = Optional.empty();
  private Position leaderFolded = Position.NONE;
  private long heardAt;
  private long tickedAt;
  private boolean asked;
  private int lostAfter = DEAF_INTERVALS;

  public Leadership(RunnerSettings settings, long now) {
    this.settings = settings;
    heardAt = now;
    tickedAt = now;
  }

  /** An own tick that was not read back yet. */
  private record Own(Tick tick, long writtenAt) {}

  public boolean leading() {
    return leading;
  }

  public long term() {
    return leading ? term : highestTerm;
  }

  Optional<ArbiterId> leader() {
    return leading ? Optional.of(settings.arbiter()) : leader;
  }

  long heardAt() {
    return heardAt;
  }

  /**
   * Takes a tick that was read. Returns why this arbiter has to stand down; empty if it has not.
   */
  public Optional<StandDown> read(Tick tick, Position folded, long now) {
    if (!Ranges.isBelievable(highestTerm, tick.term())) {
      return Optional.empty();
    }
    highestTerm = Math.max(highestTerm, tick.term());
    if (unread.stream().anyMatch(own -> own.tick().equals(tick))) {
      readOwn(tick, now);
      return Optional.empty();
    }
    if (leading) {
      return readAnothers(tick, now);
    }
    if (tick.term() >= highestTerm && !tick.arbiter().equals(settings.arbiter())) {
      hear(tick, folded, now);
    }
    return Optional.empty();
  }

  private Optional<StandDown> readAnothers(Tick tick, long now) {
    if (yieldsTo(tick)) {
      return Optional.of(StandDown.ANOTHER_LEADS);
    }
    if (tick.term() == term && !tick.arbiter().equals(settings.arbiter())) {
      // If the log has lost ticks, both leaders may take their own ticks for the first. So ask
      // again.
      takeOver(now);
    }
    return Optional.empty();
  }

  private boolean yieldsTo(Tick tick) {
    return tick.term() > term || (tick.term() == term && !firstOfTerm);
  }

  private void readOwn(Tick tick, long now) {
    while (!unread.isEmpty()) {
      Own own = unread.removeFirst();
      if (own.tick().equals(tick)) {
        break;
      }
    }
    if (leading && tick.term() == term) {
      firstOfTerm = true;
      lostAfter = DEAF_INTERVALS;
      heardAt = now;
    }
  }

  /** A leader that ticks but does not fold counts as none (rule S). */
  private void hear(Tick tick, Position folded, long now) {
    boolean another = !leader.equals(Optional.of(tick.arbiter()));
    boolean folds =
        another || tick.foldedUpTo().isAfter(leaderFolded) || !folded.isAfter(tick.foldedUpTo());
    leader = Optional.of(tick.arbiter());
    leaderFolded = another || folds ? tick.foldedUpTo() : leaderFolded;
    if (folds) {
      heardAt = now;
    }
  }

  /**
   * When a standby arbiter has to ask whether there is a leader, if it is not asking yet.
   *
   * @param pace time between the leader's ticks while nobody asks, in ns
   */
  long overdueAt(long pace) {
    return leader.isEmpty() ? heardAt : heardAt + pace + settings.intervalNanos();
  }

  /** Another arbiter asks whether there is a leader. The leader answers by a tick. */
  void asked() {
    asked = true;
  }

  /** Tells whether a standby arbiter of that rank, which has asked since then, should take over. */
  public boolean shouldTakeOver(int rank, long askingSince, long now) {
    if (leading) {
      return false; // Its unread ticks tell whether it is deaf.
    }
    unread.removeIf(own -> now - own.writtenAt() > lostAfter * settings.intervalNanos());
    return now >= takeOverAt(rank, askingSince);
  }

  /** When it may take over: not before it has read its own ticks, or they count as lost. */
  long takeOverAt(int rank, long askingSince) {
    return unread.isEmpty()
        ? Math.max(heardAt, askingSince) + settings.patienceNanos(rank) + 1
        : Long.MAX_VALUE;
  }

  /**
   * Tells whether a leader answered since then that is well, and this arbiter reads commands: it
   * may lead in the other's place.
   */
  boolean heardSince(long then) {
    return !leading && leader.isPresent() && heardAt >= then && unread.isEmpty();
  }

  public void takeOver(long now) {
    leading = true;
    firstOfTerm = false;
    term = Ranges.after(highestTerm);
    highestTerm = term;
    heardAt = now;
    tickedAt = now - settings.intervalNanos();
    asked = true;
  }

  void standDown(long now) {
    leading = false;
    if (!firstOfTerm) {
      lostAfter = Math.min(2 * lostAfter, LOST_INTERVALS);
    }
    leader = Optional.empty();
    heardAt = now;
  }

  /**
   * Returns the tick that is due.
   *
   * @param pace ns from one to the next while nobody asks
   */
  public Optional<Tick> tick(Position folded, long pace, long now) {
    if (!leading || now < nextTickAt(pace)) {
      return Optional.empty();
    }
    tickedAt = now;
    asked = false;
    Tick tick = new Tick(settings.arbiter(), term, folded);
    unread.addLast(new Own(tick, now));
    return Optional.of(tick);
  }

  /** The commands topic lost its end. Ticks that stood there will never be read. */
  void truncated() {
    unread.clear();
  }

  /** Tells whether this leader has not read back its own ticks for too long. */
  boolean isDeaf(long now) {
    return leading
        && !unread.isEmpty()
        && now - unread.getFirst().writtenAt() > DEAF_INTERVALS * settings.intervalNanos();
  }

  long nextTickAt(long pace) {
    return tickedAt + (asked ? settings.intervalNanos() : pace);
  }
}
