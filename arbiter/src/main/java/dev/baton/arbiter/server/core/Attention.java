package dev.baton.arbiter.server.core;

import dev.baton.arbiter.fold.Waits;
import dev.baton.model.ArbiterId;
import dev.baton.model.fact.Fact;
import java.util.Optional;

/**
 * Decides whether an arbiter knows that the log works and that the leader leads, and when it asks
 * (rules E and Z). While it hears others and no command is unconfirmed, it writes little. An
 * arbiter that asks beats at each interval, and a leader answers beats by ticks.
 */
final class Attention {
  /** For how many intervals an arbiter asks in order to take the lead from one that is well. */
  private static final int SHARING_INTERVALS = 10;

  private final RunnerSettings settings;
  private final Totals totals;
  private final LogRoundTrip beats;
  private final Waits waits;
  private final UnconfirmedCommands outbox;
  private final Leadership leadership;
  private boolean proven;
  private Optional<Long> askingSince = Optional.empty();
  private long sharesUntil = Long.MIN_VALUE;
  private long sharedTerm;

  Attention(
      LogRoundTrip beats,
      Totals totals,
      Waits waits,
      UnconfirmedCommands outbox,
      Leadership leadership) {
    this.settings = beats.settings();
    this.totals = totals;
    this.beats = beats;
    this.waits = waits;
    this.outbox = outbox;
    this.leadership = leadership;
  }

  /** Takes a fact that was read. Another arbiter's beat asks the leader for a tick. */
  void read(Fact fact, long now) {
    if (!(fact instanceof Fact.Beat beat)) {
      beats.readOfOthers(now);
    } else if (beats.read(beat, now)) {
      beats.readOfOthers(now);
      leadership.asked();
    }
  }

  void acknowledged(long sequence) {
    beats.acknowledged(sequence);
  }

  void failed(Fact fact) {
    if (fact instanceof Fact.Beat beat) {
      beats.failed(beat.sequence());
    }
  }

  /** Rule E: waits begin anew after any time in which nothing proved that the log goes on. */
  void prove(long now) {
    boolean before = proven;
    proven = beats.isProven(window(), proofNanos(), now);
    if (proven != before) {
      waits.restart(now);
    }
  }

  /**
   * Tells whether it is proven that the log goes on, and that this arbiter reads its present end.
   */
  boolean isProven() {
    return proven;
  }

  /** Tells whether an own beat proves that, so that this arbiter can also write. */
  boolean isProvenByBeat(long now) {
    return proven && beats.provenWithin(proofNanos(), now);
  }

  /** Half the shortest lease, but at least three intervals. */
  private long proofNanos() {
    return Math.max(totals.shortestLease() / 2, 3 * settings.intervalNanos());
  }

  /** Without sessions only the arbiters write, and they beat rarely. */
  private long window() {
    return proofNanos() + (totals.anySession() ? 0 : settings.idleNanos());
  }

  /** Begins or ends asking, and returns the beat that is due. */
  Optional<Fact.Beat> beat(long now) {
    askingSince = now >= asksAt(now) ? askingSince.or(() -> Optional.of(now)) : Optional.empty();
    return beats.due(beatPace(), now);
  }

  /**
   * The arbiter asks whether the log goes on while that is not proven, or while a session is
   * silent. A standby arbiter also asks whether the leader goes on, while it does not hear the
   * leader, or while the leader has not written a derived command.
   */
  private long asksAt(long now) {
    boolean owed = !leadership.leading() && outbox.owesAny();
    if (!proven || owed || shares(now)) {
      return now;
    }
    long silent = waits.suspiciousAt().orElse(Long.MAX_VALUE);
    return leadership.leading() ? silent : Math.min(silent, leadership.overdueAt(tickPace()));
  }

  private long beatPace() {
    return askingSince.isPresent() ? settings.intervalNanos() : settings.idleNanos();
  }

  /** Returns the time between two ticks of a leader that nobody asks, in nanoseconds. */
  long tickPace() {
    return settings.restNanos(totals.clusters() > 0);
  }

  /**
   * Asks now, in order to take the lead from an arbiter that is well; gives up after a while, or
   * when another one takes it.
   */
  void share(long now) {
    sharesUntil = now + SHARING_INTERVALS * settings.intervalNanos();
    sharedTerm = leadership.term();
  }

  /**
   * Tells whether this standby arbiter should take over: it asked, and no leader answered; or one
   * did, and this arbiter is to lead in its place.
   */
  boolean shouldTakeOver(long now) {
    return isProvenByBeat(now)
        && askingSince
            .filter(
                since -> leadership.shouldTakeOver(rank(now), since, now) || mayShare(since, now))
            .isPresent();
  }

  private boolean mayShare(long askingSince, long now) {
    return shares(now) && !outbox.owesAny() && leadership.heardSince(askingSince);
  }

  private boolean shares(long now) {
    return now <= sharesUntil && !leadership.leading() && leadership.term() == sharedTerm;
  }

  /** When it may take over. Without proof it may not; the proof will arrive as an input. */
  private long takeOverAt(long now) {
    return isProvenByBeat(now)
        ? askingSince.map(since -> leadership.takeOverAt(rank(now), since)).orElse(Long.MAX_VALUE)
        : Long.MAX_VALUE;
  }

  /** When something here is due. */
  long deadline(long now) {
    long next = beats.nextAt(beatPace(), now);
    if (askingSince.isEmpty()) {
      next = Math.min(next, asksAt(now));
    }
    if (proven) {
      next = Math.min(next, beats.provenUntil(window(), proofNanos()) + 1);
    }
    if (leadership.leading()) {
      return Math.min(next, proven ? leadership.nextTickAt(tickPace()) : next);
    }
    return Math.min(next, takeOverAt(now));
  }

  /** Returns how much later than the leader this arbiter appends the end of a wait, in ns. */
  long stagger(long now) {
    return leadership.leading() ? 0 : settings.staggerNanos(rank(now));
  }

  private int rank(long now) {
    Optional<ArbiterId> leader = leadership.leader();
    return beats.rank(leader, now);
  }
}
