package dev.baton.arbiter.fold;

import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.HookPlan;
import dev.baton.model.definition.Timings;
import dev.baton.model.fact.Asks;
import dev.baton.model.fact.Fact;
import dev.baton.model.state.AssignmentState;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.Definitions;
import dev.baton.model.state.FailedTake;
import dev.baton.model.state.Ghost;
import dev.baton.model.state.Holdover;
import dev.baton.model.state.NodeState;
import dev.baton.model.state.NodeState.NodeHealth;
import dev.baton.model.state.Roster;
import dev.baton.model.state.SessionState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The waits that a cluster's state asks for. A pure function of the state. */
public final class Deadlines {
  /** How long the first assignment waits for members of higher priority. */
  static final Duration SETTLE = Duration.ofSeconds(2);

  /** How long an agent has to report that it killed a script at its timeout. */
  static final Duration HOOK_GRACE = Duration.ofSeconds(1);

  /** The wait before a node that could not add the VIPs is tried again; doubled each time. */
  static final Duration RETRY = Duration.ofSeconds(1);

  /** The longest wait: 64 s. */
  private static final int MOST_DOUBLINGS = 6;

  static final String SETTLE_TIMER = "settle";
  static final String FAILBACK_TIMER = "failback";
  static final String DEMOTE_TIMER = "demote";
  static final String PROMOTE_TIMER = "promote";
  static final String DEFINITION_TIMER = "definition";
  static final String GAP_TIMER = "gap";
  static final String GHOST_TIMER = "ghost";

  private Deadlines() {}

  /** Returns every wait, each with a fact of its own, in a stable order. */
  public static List<Wait> of(ClusterState state) {
    if (state.quarantine().isPresent()) {
      return List.of();
    }
    List<Wait> waits = new ArrayList<>();
    for (SessionState session : state.sessions().values()) {
      Fact expire = new Fact.Expire(session.session(), session.last());
      waits.add(new Wait(state.cluster(), expire, silence(state, session)));
    }
    waits.addAll(timers(state));
    return List.copyOf(waits);
  }

  /** Rule E: returns how long to wait for a session's next keepalive. */
  static Duration silence(ClusterState state, SessionState session) {
    return timings(state.definitions()).withMargin(session.lease());
  }

  /** Returns the waits that are not for a session's keepalive. */
  static List<Wait> timers(ClusterState state) {
    List<Wait> waits = new ArrayList<>();
    Timings timings = timings(state.definitions());
    for (NodeState node : state.nodes().values()) {
      if (node.health() != NodeHealth.UNKNOWN) {
        waits.add(
            timer(
                state,
                healthTimer(node.node()),
                node.healthAt().offset(),
                timings.healthTimeout()));
      }
    }
    state.nodes().values().stream()
        .flatMap(node -> retry(state, node).stream())
        .forEach(waits::add);
    if (!state.settling().equals(Position.NONE)) {
      waits.add(timer(state, SETTLE_TIMER, state.settling().offset(), SETTLE));
    }
    failback(state).ifPresent(waits::add);
    definition(state).ifPresent(waits::add);
    ghost(state).ifPresent(waits::add);
    state.assignment().match(new AssignmentWaits(state)).ifPresent(waits::add);
    return List.copyOf(waits);
  }

  /** Returns the timings in force, the defaults before the first definition. */
  public static Timings timings(Definitions definitions) {
    return definitions.effective().map(ClusterDefinition::timings).orElse(Timings.DEFAULT);
  }

  static String healthTimer(NodeId node) {
    return "health/" + node;
  }

  static String retryTimer(NodeId node) {
    return "retry/" + node;
  }

  private static Optional<Wait> retry(ClusterState state, NodeState node) {
    Optional<Integer> times = node.failedTake().map(FailedTake::times);
    return node.failedAt().isEmpty() || times.isEmpty()
        ? Optional.empty()
        : Optional.of(
            timer(
                state,
                retryTimer(node.node()),
                node.failedAt().orElseThrow().value(),
                RETRY.multipliedBy(1L << Math.min(times.orElseThrow() - 1, MOST_DOUBLINGS))));
  }

  private static Wait timer(ClusterState state, String name, long version, Duration duration) {
    return new Wait(state.cluster(), new Fact.Timer(name, version), duration);
  }

  private static Optional<Wait> failback(ClusterState state) {
    return state
        .failbackTo()
        .flatMap(node -> state.definitions().effective())
        .flatMap(definition -> definition.policy().failbackAfter())
        .map(delay -> timer(state, FAILBACK_TIMER, state.failbackVersion(), delay));
  }

  /** Rule H: the longest for which a holder may go on that is not heard, as far as it is known. */
  static Duration longestHoldover(ClusterState state) {
    Stream<Duration> defined =
        Stream.of(state.definitions().effective(), state.definitions().pending())
            .flatMap(Optional::stream)
            .map(definition -> definition.timings().holdover());
    Stream<Asks> said =
        Stream.concat(
            state.sessions().values().stream()
                .flatMap(each -> each.roster().stream())
                .map(Roster::asks),
            state.holdover().ghosts().stream().map(Ghost::asks));
    return Stream.concat(defined, said.map(Asks::holdover))
        .max(Duration::compareTo)
        .orElse(Timings.DEFAULT.holdover());
  }

  /** Rule H: how long to wait for those that may go on. */
  static Optional<Duration> ghosts(Definitions definitions, Holdover known) {
    return known.ghosts().stream()
        .map(ghost -> ghost.asks().holdover())
        .max(Duration::compareTo)
        .map(timings(definitions)::withMargin);
  }

  private static Optional<Wait> ghost(ClusterState state) {
    return ghosts(state.definitions(), state.holdover())
        .map(wait -> timer(state, GHOST_TIMER, state.holdover().number(), wait));
  }

  /**
   * Rule M: a promise, or a lease if that is longer, of either version's length. After an override
   * members may not have read of it, and count promises of former members (rule H).
   */
  private static Optional<Wait> definition(ClusterState state) {
    if (!state.definitions().timing()) {
      return Optional.empty();
    }
    return state
        .definitions()
        .pending()
        .map(pending -> timer(state, DEFINITION_TIMER, pending.version(), change(state)));
  }

  private static Duration change(ClusterState state) {
    Definitions definitions = state.definitions();
    Duration lease = longestLease(state);
    Duration wait = lease.compareTo(Timings.PROMISE) < 0 ? Timings.PROMISE : lease;
    boolean unread =
        definitions.acknowledged().isEmpty()
            && definitions.effective().filter(in -> in.members().size() > 1).isPresent();
    Duration longest = unread ? longestHoldover(state) : wait;
    return timings(definitions).withMargin(longest);
  }

  private static Duration longestLease(ClusterState state) {
    Stream<Duration> defined =
        Stream.of(state.definitions().effective(), state.definitions().pending())
            .flatMap(Optional::stream)
            .map(definition -> definition.timings().granted());
    Stream<Duration> replaced =
        state.definitions().replaced().stream().map(Definitions.Replaced::lease);
    Stream<Duration> live = state.sessions().values().stream().map(SessionState::lease);
    return Stream.of(defined, replaced, live)
        .flatMap(leases -> leases)
        .max(Duration::compareTo)
        .orElse(Timings.DEFAULT.granted());
  }

  /** The wait of a step of a move. */
  private record AssignmentWaits(ClusterState state)
      implements AssignmentState.Cases<Optional<Wait>> {

    @Override
    public Optional<Wait> unassigned(AssignmentState.Unassigned assignment) {
      return Optional.empty();
    }

    @Override
    public Optional<Wait> promoting(AssignmentState.Promoting assignment) {
      return Optional.of(hook(PROMOTE_TIMER, assignment.since(), hooks().promote()));
    }

    @Override
    public Optional<Wait> held(AssignmentState.Held assignment) {
      return Optional.empty();
    }

    @Override
    public Optional<Wait> releasing(AssignmentState.Releasing assignment) {
      return Optional.empty();
    }

    @Override
    public Optional<Wait> demoting(AssignmentState.Demoting assignment) {
      return Optional.of(hook(DEMOTE_TIMER, assignment.since(), hooks().demote()));
    }

    @Override
    public Optional<Wait> suspended(AssignmentState.Suspended assignment) {
      Duration longest = longestLease(state);
      Duration lease = assignment.longest().filter(of -> of.compareTo(longest) > 0).orElse(longest);
      Duration wait = timings(state.definitions()).withMargin(lease);
      return Optional.of(timer(state, GAP_TIMER, assignment.number(), wait));
    }

    /** The wait for a script ends at once if a new definition has no such script. */
    private Wait hook(String name, Position since, Optional<Duration> timeout) {
      return timer(state, name, since.offset(), timeout.orElse(Duration.ZERO).plus(HOOK_GRACE));
    }

    private HookPlan hooks() {
      return state.definitions().effective().map(ClusterDefinition::hooks).orElse(HookPlan.NONE);
    }
  }
}
