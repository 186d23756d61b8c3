package dev.baton.lease.core;

import dev.baton.holdover.Ground;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import java.util.List;
import java.util.Optional;

/**
 * The status of a keeper.
 *
 * @param session its session, if it has one
 * @param live whether the session's lease runs
 * @param holding the epoch it holds
 * @param highestSeen the highest epoch it has read
 * @param deaf whether it hears no leader that folds (rule S)
 * @param definitionVersion the version of the definition that it follows, 0 for none
 * @param members the nodes that this definition names, this node among them; empty without one
 * @param unable why its host cannot carry the VIPs; empty if it can
 * @param awaited whether it holds and another node takes over at once when it lets go
 * @param generation the latest generation of commands that it has read
 * @param knownAs the session by which other members know this node from the log
 * @param outlasts on what it holds although no lease lets it; empty if one does
 * @param kafka whether Kafka answers it, and if not, for whom it does; empty before it ever did
 */
public record KeeperStatus(
    Optional<SessionId> session,
    boolean live,
    Optional<Epoch> holding,
    Epoch highestSeen,
    boolean deaf,
    long definitionVersion,
    List<NodeId> members,
    Optional<String> unable,
    boolean awaited,
    long generation,
    Optional<SessionId> knownAs,
    Optional<Ground> outlasts,
    Optional<KafkaView> kafka) {
  /** Freezes the list. */
  public KeeperStatus {
    members = List.copyOf(members);
  }
}
