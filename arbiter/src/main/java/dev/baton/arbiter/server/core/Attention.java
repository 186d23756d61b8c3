package dev.baton.arbiter.server.core;

import dev.baton.arbiter.fold.PartitionModel;
import dev.baton.arbiter.fold.Waits;
import dev.baton.model.ArbiterId;
import dev.baton.model.fact.Fact;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.SessionState;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether an arbiter knows enough of the log and of the leader, and how it asks where it does not
 * (rules E and Z). While others are heard and nothing is owed, little is written; whoever waits for
 * something beats at full pace, and a leader answers beats by ticks.
 */
final class Attention {
  private final RunnerSettings settings;
  private final Supplier<PartitionModel> model;
  private final LogRoundTrip beats;
  private final Waits waits;
  private final UnconfirmedCommands outbox;
  private final Leadership leadership;
  private boolean proven;
  private Optional<Long> askingSince = Optional.empty();

  Attention(
      LogRoundTrip beats,
      Supplier<PartitionModel> model,
      Waits waits,
      UnconfirmedCommands outbox,
      Leadership leadership) {
    this.settings = beats.settings();
    this.model = model;
    this.beats = beats;
    this.waits = waits;
    this.outbox = outbox;
    this.leadership = leadership;
  }

  /** Takes in what was read; another arbiter's beat asks the leader for a tick. */
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

  /** Rule E: waits begin anew after any time in which the log was not proven to go on. */
  void prove(long now) {
    boolean before = proven;
    proven = beats.isProven(window(), proofNanos(), now);
    if (proven != before) {
      waits.restart(now);
    }
  }

  /** Tells whether the log is proven to go on, and to be read as it is now. */
  boolean isProven() {
    return proven;
  }

  /** Tells whether that is proven by an own beat, so that this arbiter can also write. */
  boolean isProvenByBeat(long now) {
    return proven && beats.provenWithin(proofNanos(), now);
  }

  /** Half the shortest lease, but not less than three beats of one that asks. */
  private long proofNanos() {
    long halfLease =
        model.get().clusters().values().stream()
            .flatMap(state -> state.sessions().values().stream())
            .map(SessionState::lease)
            .mapToLong(lease -> lease.toNanos() / 2)
            .min()
            .orElse(0);
    return Math.max(halfLease, 3 * settings.intervalNanos());
  }

  /** Where nobody has a session nobody is heard but arbiters, who beat rarely. */
  private long window() {
    boolean sessions =
        model.get().clusters().values().stream()
            .map(ClusterState::sessions)
            .anyMatch(of -> !of.isEmpty());
    return proofNanos() + (sessions ? 0 : settings.idleNanos());
  }

  /** Begins or ends to ask, and returns the beat that is due. */
  Optional<Fact.Beat> beat(long now) {
    askingSince = now >= asksAt(now) ? askingSince.or(() -> Optional.of(now)) : Optional.empty();
    return beats.due(beatPace(), now);
  }

  /**
   * It asks whether the log goes on, while that is not proven or a session is silent; and a standby
   * whether the leader does, while it is not heard or owes an order.
   */
  private long asksAt(long now) {
    boolean owed = !leadership.leading() && outbox.owesAny();
    if (!proven || owed) {
      return now;
    }
    long silent = waits.suspiciousAt().orElse(Long.MAX_VALUE);
    return leadership.leading() ? silent : Math.min(silent, leadership.overdueAt(tickPace()));
  }

  private long beatPace() {
    return askingSince.isPresent() ? settings.intervalNanos() : settings.idleNanos();
  }

  /** Returns how often a leader ticks that nobody asks, in nanoseconds. */
  long tickPace() {
    return settings.restNanos(!model.get().clusters().isEmpty());
  }

  /** Tells whether this standby should take over: it asked, and no leader answered. */
  boolean shouldTakeOver(long now) {
    return isProvenByBeat(now)
        && askingSince
            .filter(since -> leadership.shouldTakeOver(rank(now), since, now))
            .isPresent();
  }

  /** When that may be; without proof it cannot be, and what proves it will be an input. */
  private long takeOverAt(long now) {
    return isProvenByBeat(now)
        ? askingSince.map(since -> leadership.takeOverAt(rank(now), since)).orElse(Long.MAX_VALUE)
        : Long.MAX_VALUE;
  }

  /** When something is to be done here. */
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

  /** Returns how much later than the leader this arbiter appends what a wait asks for, in ns. */
  long stagger(long now) {
    return leadership.leading() ? 0 : settings.staggerNanos(rank(now));
  }

  private int rank(long now) {
    Optional<ArbiterId> leader = leadership.leader();
    return beats.rank(leader, now);
  }
}
