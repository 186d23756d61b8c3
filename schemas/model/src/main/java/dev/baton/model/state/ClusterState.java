package dev.baton.model.state;

import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.command.Command;
import dev.baton.model.definition.Member;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that the fold knows of one cluster. It follows from the log's prefix alone.
 *
 * @param cluster which
 * @param folded the last position folded that concerned this cluster
 * @param logTime the latest broker timestamp folded; goes back with a broker's clock that was set
 *     back by more than a minute
 * @param definitions the definition in force and the one on its way
 * @param epoch the present epoch
 * @param assignment to which node it is assigned
 * @param lastHolder the node that has the VIPs, or had them last
 * @param move the move under way, or the last one
 * @param sessions live sessions by id
 * @param deadSessions the latest dead sessions, oldest first, at most 64: once dead, always dead
 * @param nodes what is known of each node by name: members, and others that wrote a record
 * @param maintenance whether automatic moves are frozen
 * @param holdDown protection against flapping
 * @param failbackTo the node of higher priority for which the failback delay runs
 * @param failbackVersion counts failback waits, to tell their timers apart
 * @param logLosses counts gaps (rule B)
 * @param demoted whether the last holder was told to run its demote script since it let go
 * @param settling the position of the fact from which on the first assignment waits for further
 *     members to become eligible; {@link Position#NONE} while it does not
 * @param obstacle what keeps the VIPs from moving although they should
 * @param placements where each binding points, as its actuator last reported, by its place in the
 *     latest definition's list; no decision depends on it
 * @param succession who takes the VIPs when the holder lets go (rule D)
 * @param holdover whose gate may be open although its session is over (rule H)
 * @param quarantine the record that cannot be folded; everything else is as it was before that
 *     record
 */
public record ClusterState(
    ClusterId cluster,
    Position folded,
    Instant logTime,
    Definitions definitions,
    Epoch epoch,
    AssignmentState assignment,
    Optional<NodeId> lastHolder,
    Optional<Move> move,
    SortedMap<SessionId, SessionState> sessions,
    List<SessionId> deadSessions,
    SortedMap<NodeId, NodeState> nodes,
    boolean maintenance,
    HoldDown holdDown,
    Optional<NodeId> failbackTo,
    long failbackVersion,
    long logLosses,
    boolean demoted,
    Position settling,
    Optional<Obstacle> obstacle,
    SortedMap<Integer, Placement> placements,
    Succession succession,
    Holdover holdover,
    Optional<Quarantine> quarantine) {
  /** No cluster is defined that often; a keepalive that says so is not believed. */
  private static final long MOST_VERSIONS = 1L << 40;

  /** Freezes the collections. */
  public ClusterState {
    sessions = FrozenSortedMap.of(sessions);
    deadSessions = List.copyOf(deadSessions);
    nodes = FrozenSortedMap.of(nodes);
    placements = FrozenSortedMap.of(placements);
  }

  /**
   * Returns the version that the next definition has to have: one more than any that the log holds,
   * or that one of its members says it has read. Keepers of a cluster whose log was begun anew may
   * know later versions, and ignore a definition that is not newer.
   *
   * @param members of the next definition
   */
  public long nextVersion(Collection<Member> members) {
    long read =
        sessions.values().stream()
            .filter(live -> members.stream().anyMatch(next -> next.node().equals(live.node())))
            .mapToLong(SessionState::definitionVersion)
            .filter(version -> version < MOST_VERSIONS)
            .max()
            .orElse(0);
    return Math.max(definitions.latestVersion(), read) + 1;
  }

  /** Returns the session that a node has; empty if it has none. */
  public Optional<SessionState> currentSession(NodeId node) {
    return sessions.values().stream()
        .filter(live -> live.current() && live.node().equals(node))
        .findFirst();
  }

  /** Returns this state with other definitions. */
  public ClusterState withDefinitions(Definitions others) {
    return new ClusterState(
        cluster,
        folded,
        logTime,
        others,
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
        succession,
        holdover,
        quarantine);
  }

  /** Returns the state before the first fact. */
  public static ClusterState empty(ClusterId cluster) {
    return new ClusterState(
        cluster,
        Position.NONE,
        Instant.EPOCH,
        Definitions.NONE,
        Epoch.NONE,
        new AssignmentState.Unassigned(Command.Ending.FIRST),
        Optional.empty(),
        Optional.empty(),
        new TreeMap<>(),
        List.of(),
        new TreeMap<>(),
        false,
        HoldDown.CLEAR,
        Optional.empty(),
        0,
        0,
        false,
        Position.NONE,
        Optional.empty(),
        new TreeMap<>(),
        Succession.NONE,
        Holdover.NONE,
        Optional.empty());
  }
}
