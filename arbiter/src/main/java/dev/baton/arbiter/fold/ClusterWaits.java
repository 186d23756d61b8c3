package dev.baton.arbiter.fold;

import dev.baton.arbiter.fold.Alarms.Place;
import dev.baton.model.ClusterId;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.fact.Fact;
import dev.baton.model.state.AssignmentState;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.SessionState;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * The waits of one cluster. Nearly every record renews one session and nothing else, so the other
 * waits are looked at only when something that they come from has changed.
 */
final class ClusterWaits implements Comparable<ClusterWaits> {
  /** Before the first repetition; doubled for each further one. */
  private static final long REPEAT_NANOS = 1_000_000_000L;

  /** The longest pause between repetitions: 32 s. */
  private static final int MOST_DOUBLINGS = 5;

  private final ClusterId cluster;
  private Optional<ClusterState> asked = Optional.empty();
  private final Map<SessionId, Silence> silences = new TreeMap<>();
  private Map<Fact, Running> timers = new LinkedHashMap<>();
  private final Place<ClusterWaits> expiry = new Place<>(this, ClusterWaits::expiresAt);
  private final Place<ClusterWaits> timer = new Place<>(this, ClusterWaits::timerAt);
  private final Place<ClusterWaits> suspicion = new Place<>(this, ClusterWaits::suspiciousAt);
  private long stagger;

  /** A wait under way. */
  private static class Running {
    private long since;
    private long nanos;
    private long notBefore = Long.MIN_VALUE;
    private int appended;

    Running(long since) {
      this.since = since;
    }

    long nanos() {
      return nanos;
    }

    void lasts(long wanted) {
      nanos = wanted;
    }

    long dueAt(long stagger) {
      return Math.max(since + nanos + stagger, notBefore);
    }

    long suspiciousAt() {
      return since + nanos / 5 * 2;
    }

    void restart(long now) {
      since = now;
    }

    /** Its fact is appended again if it stays without effect. */
    void appendedAt(long now) {
      notBefore = now + (REPEAT_NANOS << Math.min(appended, MOST_DOUBLINGS));
      appended++;
    }

    void failed() {
      notBefore = Long.MIN_VALUE;
    }
  }

  /** The wait for the keepalive after the last one of a session. */
  private static final class Silence extends Running {
    private final Position last;

    Silence(Position last, long since) {
      super(since);
      this.last = last;
    }
  }

  /**
   * Waits for nothing yet.
   *
   * @param stagger by how much later than the leader this arbiter appends the end of a wait, in ns
   */
  ClusterWaits(ClusterId cluster, long stagger) {
    this.cluster = cluster;
    this.stagger = stagger;
  }

  /** Waits so much longer from now on. */
  void staggerBy(long nanos) {
    stagger = nanos;
  }

  /** When the first session may be expired. */
  Place<ClusterWaits> expiry() {
    return expiry;
  }

  /** When the first of the other waits is over. */
  Place<ClusterWaits> timer() {
    return timer;
  }

  /** When the first session has been silent for long. */
  Place<ClusterWaits> suspicion() {
    return suspicion;
  }

  /** Lets run what a state asks for, and returns the state that asked before. */
  Optional<ClusterState> ask(ClusterState state, long now) {
    Optional<ClusterState> before = asked;
    asked = Optional.of(state);
    if (state.quarantine().isPresent()) {
      silences.clear();
      timers = new LinkedHashMap<>();
      return before;
    }
    if (before.filter(known -> asksForTheSameSilences(known, state)).isEmpty()) {
      askForSilences(state, before.filter(known -> isDefinedAlike(known, state)), now);
    }
    if (before.filter(known -> asksForTheSameTimers(known, state)).isEmpty()) {
      askForTimers(Deadlines.timers(state), now);
    }
    return before;
  }

  // States share with the ones before them what has not changed: identity tells cheaply enough.
  @SuppressWarnings("ReferenceEquality")
  private static boolean asksForTheSameSilences(ClusterState known, ClusterState state) {
    return known.quarantine().isEmpty()
        && known.sessions() == state.sessions()
        && isDefinedAlike(known, state);
  }

  @SuppressWarnings("ReferenceEquality")
  private static boolean isDefinedAlike(ClusterState known, ClusterState state) {
    return known.definitions() == state.definitions();
  }

  @SuppressWarnings("ReferenceEquality")
  private static boolean asksForTheSameTimers(ClusterState known, ClusterState state) {
    boolean longestLeaseCounts =
        state.definitions().timing() || state.assignment() instanceof AssignmentState.Suspended;
    return known.quarantine().isEmpty()
        && !longestLeaseCounts
        && known.nodes() == state.nodes()
        && isDefinedAlike(known, state)
        && known.assignment() == state.assignment()
        && known.settling().equals(state.settling())
        && waitsForNodesAlike(known, state);
  }

  private static boolean waitsForGhostsAlike(ClusterState known, ClusterState state) {
    return known.holdover().number() == state.holdover().number()
        && known.holdover().ghosts().equals(state.holdover().ghosts());
  }

  private static boolean waitsForNodesAlike(ClusterState known, ClusterState state) {
    return failsBackAlike(known, state) && waitsForGhostsAlike(known, state);
  }

  private static boolean failsBackAlike(ClusterState known, ClusterState state) {
    return known.failbackTo().equals(state.failbackTo())
        && known.failbackVersion() == state.failbackVersion();
  }

  /**
   * Waits for each session's next keepalive.
   *
   * @param like the state before, if the waits for it were as long as they are now
   */
  private void askForSilences(ClusterState state, Optional<ClusterState> like, long now) {
    silences.keySet().retainAll(state.sessions().keySet());
    for (SessionState session : state.sessions().values()) {
      Optional<Silence> known = Optional.ofNullable(silences.get(session.session()));
      long nanos =
          known
              .filter(of -> like.filter(before -> promisesAlike(before, session)).isPresent())
              .map(Running::nanos)
              .orElseGet(() -> Deadlines.silence(state, session).toNanos());
      Silence running =
          known
              .filter(of -> of.last.equals(session.last()))
              .orElseGet(() -> new Silence(session.last(), now));
      running.lasts(nanos);
      silences.put(session.session(), running);
    }
  }

  private static boolean promisesAlike(ClusterState before, SessionState session) {
    return Optional.ofNullable(before.sessions().get(session.session()))
        .filter(known -> known.lease().equals(session.lease()))
        .isPresent();
  }

  /** What a timer's fact says tells it apart: one that is asked for again goes on. */
  private void askForTimers(List<Wait> wanted, long now) {
    Map<Fact, Running> after = new LinkedHashMap<>();
    for (Wait wait : wanted) {
      Running running = timers.getOrDefault(wait.fact(), new Running(now));
      running.lasts(wait.duration().toNanos());
      after.put(wait.fact(), running);
    }
    timers = after;
  }

  /** Begins every wait anew. */
  void restart(long now) {
    silences.values().forEach(wait -> wait.restart(now));
    timers.values().forEach(wait -> wait.restart(now));
  }

  /** An append was given up: it may be tried again at once. */
  void failed(Fact fact) {
    Optional<? extends Running> running =
        fact instanceof Fact.Expire expire
            ? Optional.ofNullable(silences.get(expire.session()))
                .filter(wait -> wait.last.equals(expire.last()))
            : Optional.ofNullable(timers.get(fact));
    running.ifPresent(Running::failed);
  }

  /** Adds what is over, and takes it as appended. */
  void takeDue(long now, boolean sure, List<Wait> out) {
    if (sure) {
      silences.forEach(
          (session, wait) -> {
            if (wait.dueAt(stagger) <= now) {
              out.add(over(new Fact.Expire(session, wait.last), wait));
              wait.appendedAt(now);
            }
          });
    }
    timers.forEach(
        (fact, wait) -> {
          if (wait.dueAt(stagger) <= now) {
            out.add(over(fact, wait));
            wait.appendedAt(now);
          }
        });
  }

  private Wait over(Fact fact, Running running) {
    return new Wait(cluster, fact, Duration.ofNanos(running.nanos()));
  }

  private long expiresAt() {
    return first(silences.values(), wait -> wait.dueAt(stagger));
  }

  private long timerAt() {
    return first(timers.values(), wait -> wait.dueAt(stagger));
  }

  private long suspiciousAt() {
    return first(silences.values(), Running::suspiciousAt);
  }

  private static <W> long first(Collection<W> waits, ToLongFunction<W> time) {
    long first = Long.MAX_VALUE;
    for (W wait : waits) {
      first = Math.min(first, time.applyAsLong(wait));
    }
    return first;
  }

  @Override
  public int compareTo(ClusterWaits other) {
    return cluster.compareTo(other.cluster);
  }
}
