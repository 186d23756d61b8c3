package dev.baton.arbiter.fold;

import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.Ranges;
import dev.baton.model.SessionId;
import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry.Kind;
import dev.baton.model.audit.AuditRule;
import dev.baton.model.command.Command;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.Timings;
import dev.baton.model.state.AssignmentState;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.Definitions;
import dev.baton.model.state.FrozenSortedMap;
import dev.baton.model.state.HoldDown;
import dev.baton.model.state.Holdover;
import dev.baton.model.state.Move;
import dev.baton.model.state.MoveReason;
import dev.baton.model.state.NodeState;
import dev.baton.model.state.Obstacle;
import dev.baton.model.state.Placement;
import dev.baton.model.state.Quarantine;
import dev.baton.model.state.SessionState;
import dev.baton.model.state.Succession;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A cluster's state while one fact is folded: its fields can be changed, and it collects the
 * outputs. It lives for one call of the fold, and nothing outside of the fold sees it.
 */
final class ClusterStateBuilder {
  /** Most dead sessions that the state remembers. */
  private static final int MOST_DEAD = 64;

  /** Most nodes that the state remembers although no definition names them. */
  private static final int MOST_STRAYS = 32;

  /** Most live sessions of one node. */
  private static final int MOST_SESSIONS = 8;

  /** Where the fact stands. */
  final Position position;

  /** Log time: never earlier than that of any fact before. */
  final Instant when;

  /** The version of the rules by which it folds. */
  final FoldRules rules;

  /** Grows with each loss that was noticed (see {@link dev.baton.model.Source}). */
  long generation;

  final ClusterId cluster;

  FrozenSortedMap<SessionId, SessionState> sessions;
  FrozenSortedMap<NodeId, NodeState> nodes;
  FrozenSortedMap<Integer, Placement> placements;

  Definitions definitions;
  Epoch epoch;
  AssignmentState assignment;
  Optional<NodeId> lastHolder;
  Optional<Move> move;
  boolean maintenance;
  HoldDown holdDown;
  Optional<NodeId> failbackTo;
  long failbackVersion;
  long logLosses;
  boolean demoted;
  Position settling;
  Succession succession;
  Holdover holdover;

  /** Whether this fact is a keepalive that told nothing new but that its session lives. */
  boolean onlyRenewed;

  /** By how much brokers' clocks may differ without one of them being wrong. */
  private static final Duration MOST_APART = Duration.ofMinutes(1);

  /** The clusters of the partition as they stood before this fact, this one among them. */
  Collection<ClusterState> others = List.of();

  /** The operator's request that is being folded, if this fact is one. */
  Optional<String> request = Optional.empty();

  /** Whether the first assignment has waited long enough. */
  boolean settled;

  private List<SessionId> deadSessions;
  Optional<Quarantine> quarantine;
  private Optional<Obstacle> obstacle;
  private final List<Command> commands = new ArrayList<>();
  private final List<AuditLineBuilder> notes = new ArrayList<>();

  ClusterStateBuilder(
      ClusterState state, Position position, Instant timestamp, FoldRules rules, long generation) {
    this.position = position;
    this.generation = generation;
    this.when = logTime(state.logTime(), timestamp);
    this.rules = rules;
    cluster = state.cluster();
    sessions = FrozenSortedMap.of(state.sessions());
    nodes = FrozenSortedMap.of(state.nodes());
    placements = FrozenSortedMap.of(state.placements());
    definitions = state.definitions();
    epoch = state.epoch();
    assignment = state.assignment();
    lastHolder = state.lastHolder();
    move = state.move();
    maintenance = state.maintenance();
    holdDown = notAfter(when, state.holdDown());
    failbackTo = state.failbackTo();
    failbackVersion = state.failbackVersion();
    logLosses = state.logLosses();
    demoted = state.demoted();
    settling = state.settling();
    deadSessions = state.deadSessions();
    obstacle = state.obstacle();
    succession = state.succession().risenTo(epoch);
    holdover = state.holdover();
    quarantine = state.quarantine();
  }

  /**
   * Returns the log time after a record. Brokers' clocks differ a little, and the log time does not
   * go back because of that. It does go back after a broker's clock was far ahead and is set right.
   * Otherwise windows such as the hold-down's would stand still until the true time has caught up,
   * for years if the clock was years ahead.
   */
  private static Instant logTime(Instant before, Instant timestamp) {
    boolean wasAhead = timestamp.isBefore(before.minus(MOST_APART));
    return wasAhead || timestamp.isAfter(before) ? timestamp : before;
  }

  /** Moves that seem to lie in the future count as made now, and are forgotten after the window. */
  private static HoldDown notAfter(Instant now, HoldDown holdDown) {
    if (holdDown.moves().stream().noneMatch(moved -> moved.isAfter(now))) {
      return holdDown;
    }
    return new HoldDown(
        holdDown.moves().stream().map(moved -> moved.isAfter(now) ? now : moved).toList(),
        holdDown.tripped());
  }

  /**
   * Records were lost (rule B).
   *
   * @param known the highest generation that any process is known to have read
   */
  void beginGeneration(long known) {
    generation = generationAfter(Math.max(generation, known), when);
  }

  /**
   * Returns a generation's number, which is never one used before. A further loss may take the
   * record of the loss before with it, although readers have taken commands of that generation. So
   * the number is made from the time, which tells the two apart.
   */
  static long generationAfter(long known, Instant when) {
    return Math.max(Ranges.after(known), when.toEpochMilli());
  }

  /** Returns the state as it is now. */
  ClusterState state() {
    return new ClusterState(
        cluster,
        position,
        when,
        definitions,
        epoch,
        assignment,
        lastHolder,
        move,
        sessions,
        deadSessions,
        nodes,
        maintenance,
        holdDown,
        failbackTo,
        failbackVersion,
        logLosses,
        demoted,
        settling,
        obstacle,
        placements,
        succession.risenTo(epoch),
        holdover,
        quarantine);
  }

  /** Returns the first number that was never given away. */
  Epoch nextEpoch() {
    return Epoch.max(epoch, succession.given()).next();
  }

  List<Command> commands() {
    return commands;
  }

  List<AuditLineBuilder> notes() {
    return notes;
  }

  /** Puts out a command, with the audit line that explains it. */
  void order(Command command, AuditLineBuilder why) {
    commands.add(command);
    notes.add(why);
  }

  /** Puts out a command that another audit line explains. */
  void order(Command command) {
    commands.add(command);
  }

  /** Puts out a command before all others of this fact. */
  void orderFirst(Command command) {
    commands.add(0, command);
  }

  void note(AuditLineBuilder line) {
    notes.add(line);
  }

  Optional<ClusterDefinition> effective() {
    return definitions.effective();
  }

  /** Returns the timings in force, the defaults before the first definition. */
  Timings timings() {
    return Deadlines.timings(definitions);
  }

  NodeState node(NodeId node) {
    return Optional.ofNullable(nodes.get(node)).orElseGet(() -> NodeState.unknown(node));
  }

  /**
   * Tells whether the state knows a node or has room for it. Only nodes that no definition names
   * are limited.
   */
  boolean hasRoomFor(NodeId node) {
    return nodes.containsKey(node)
        || isNamed(node)
        || nodes.keySet().stream().filter(known -> !isNamed(known)).count() < MOST_STRAYS;
  }

  /** Tells whether a node may have a further session. */
  boolean hasRoomForSession(NodeId node) {
    return hasRoomFor(node)
        && sessions.values().stream().filter(live -> live.node().equals(node)).count()
            < MOST_SESSIONS;
  }

  /** Tells whether the definition in force, or the one on its way, names a node. */
  boolean isNamed(NodeId node) {
    return Stream.of(definitions.effective(), definitions.pending())
        .flatMap(Optional::stream)
        .anyMatch(definition -> definition.member(node).isPresent());
  }

  /**
   * Tells whether rule B hears a node: a member, or the last holder. While nothing is defined, the
   * definition may be what was lost, so every node is heard.
   */
  boolean isHeard(NodeId node) {
    return isNamed(node) || definitions.latest().isEmpty() || lastHolder.equals(Optional.of(node));
  }

  /**
   * Tells whether a node's records may show that others were lost (rule B). If a cluster was
   * undefined by an operator, only a known node's records may. A successor's may until it has given
   * its number up, whether it is a member or not.
   */
  boolean isWitness(NodeId node) {
    return isNamed(node)
        || succession.successor().filter(of -> of.node().equals(node)).isPresent()
        || definitions.latestVersion() == 0
        || lastHolder.equals(Optional.of(node));
  }

  void put(NodeState node) {
    nodes = nodes.with(node.node(), node);
  }

  /** Forgets a node, and tells whether it was known. */
  boolean forget(NodeId node) {
    boolean known = nodes.containsKey(node);
    nodes = nodes.without(node::equals);
    return known;
  }

  void put(SessionState session) {
    sessions = sessions.with(session.session(), session);
  }

  /** Takes every session for heard at this moment. */
  void hearEverybody() {
    sessions.values().forEach(session -> put(session.heardAt(position)));
  }

  void put(Placement placement) {
    placements = placements.with(placement.index(), placement);
  }

  /** Forgets where the bindings point whose places in the definition are such. */
  void forgetPlacements(Predicate<Integer> which) {
    placements = placements.without(which);
  }

  Optional<SessionState> session(SessionId session) {
    return Optional.ofNullable(sessions.get(session));
  }

  /** Returns a session if it is that node's. */
  Optional<SessionState> session(NodeId node, SessionId session) {
    return session(session).filter(live -> live.node().equals(node));
  }

  Optional<SessionState> currentSession(NodeId node) {
    return sessions.values().stream()
        .filter(session -> session.current() && session.node().equals(node))
        .findFirst();
  }

  boolean isDead(SessionId session) {
    return deadSessions.contains(session);
  }

  /**
   * Remembers that a session is over for good. It does not remember the session of a node that no
   * definition names, so that such nodes cannot push out members' sessions.
   */
  void bury(NodeId node, SessionId session) {
    sessions = sessions.without(session::equals);
    if (!isHeard(node)) {
      return;
    }
    List<SessionId> dead = new ArrayList<>(deadSessions);
    dead.remove(session);
    dead.add(session);
    deadSessions = dead.subList(Math.max(0, dead.size() - MOST_DEAD), dead.size());
  }

  /** Reports once what keeps the VIPs from moving. */
  void hinder(Obstacle what, AuditLineBuilder why) {
    if (!obstacle.equals(Optional.of(what))) {
      obstacle = Optional.of(what);
      notes.add(why);
    }
  }

  void unhinder() {
    obstacle = Optional.empty();
  }

  /** Begins a move because of this fact. */
  Move begin(MoveReason reason, Optional<NodeId> from, Optional<NodeId> target) {
    Move begun = new Move(reason, position, when, from, target, request, Optional.empty());
    move = Optional.of(begun);
    return begun;
  }

  /** Begins a line that belongs to the move: with its cause and the time since. */
  AuditLineBuilder step(Kind kind, AuditRule rule, String summary) {
    AuditLineBuilder line = AuditLineBuilder.of(kind, rule, summary).at(epoch);
    return move.map(
            of -> {
              AuditLineBuilder known =
                  line.with(AuditDetail.REASON, of.reason().name())
                      .with(AuditDetail.CAUSE, of.cause())
                      .with(AuditDetail.CAUSED_AT, of.causedAt());
              return of.requestId()
                  .map(id -> known.with(AuditDetail.FOR_REQUEST, id))
                  .orElse(known);
            })
        .orElse(line);
  }

  /** Returns the log time that passed since the move's cause. */
  Duration sinceCause() {
    return move.map(of -> Duration.ofMillis(when.toEpochMilli() - of.causedAt().toEpochMilli()))
        .orElse(Duration.ZERO);
  }
}
