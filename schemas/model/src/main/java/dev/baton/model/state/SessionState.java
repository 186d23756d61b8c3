package dev.baton.model.state;

import dev.baton.model.Bounds;
import dev.baton.model.Epoch;
import dev.baton.model.InstallId;
import dev.baton.model.MemberAddress;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.Ranges;
import dev.baton.model.SessionId;
import dev.baton.model.definition.Timings;
import dev.baton.model.fact.Enforcement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the fold knows of a live session.
 *
 * @param session its id
 * @param node the keeper's node
 * @param install the installation that opened it: only that one may name it as ended (rule C)
 * @param current true for the node's session; false while it waits for an earlier one of the same
 *     node to die (rule C)
 * @param last where its last keepalive stands
 * @param lease its T
 * @param holding the epoch its last keepalive said it holds
 * @param definitionVersion the definition version its last keepalive said it had read
 * @param enforcement how its gate is enforced
 * @param leaving whether its keeper let go of the VIPs by itself and has sent no keepalive since:
 *     it is about to close the session and is not chosen
 * @param behind how many of its keepalives in a row showed that a command meant for it was not
 *     read; 0 when it has read everything (commands may be lost, rule B). Above ten it counts those
 *     of a holder that has passed its epoch and does not hold it
 * @param generation the latest generation of commands that it has read, as its last keepalive said
 * @param channel where it hears other members, as it said last; none if it has no channel
 * @param unable why its host could not carry the VIPs, as its last keepalive said; it is not chosen
 * @param roster whom it asks for promises without Kafka, if it may hold, and may ask fewer than all
 *     (rule H)
 */
public record SessionState(
    SessionId session,
    NodeId node,
    InstallId install,
    boolean current,
    Position last,
    Duration lease,
    Epoch holding,
    long definitionVersion,
    Enforcement enforcement,
    boolean leaving,
    int behind,
    long generation,
    List<MemberAddress> channel,
    Optional<String> unable,
    Optional<Roster> roster) {

  /** Checks the ranges and bounds the text. */
  public SessionState {
    Timings.requireGranted(lease);
    Ranges.require("definitionVersion", definitionVersion, 0);
    Ranges.require("behind", behind, 0, 1000);
    Ranges.require("generation", generation, 0);
    channel = List.copyOf(channel);
    unable = unable.map(why -> Bounds.text(why, 256));
  }

  /** A session of a host that could carry the VIPs, and that has read of no loss. */
  public SessionState(
      SessionId session,
      NodeId node,
      InstallId install,
      boolean current,
      Position last,
      Duration lease,
      Epoch holding,
      long definitionVersion,
      Enforcement enforcement,
      boolean leaving,
      int behind) {
    this(
        session,
        node,
        install,
        current,
        last,
        lease,
        holding,
        definitionVersion,
        enforcement,
        leaving,
        behind,
        0,
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** Tells whether another state of this session says the same, wherever its last keepalive is. */
  public boolean isLike(SessionState other) {
    return roster.map(Roster::asks).equals(other.roster().map(Roster::asks))
        && heardAt(other.last()).withRoster(other.roster()).equals(other);
  }

  /** Returns this session as its node's current one. */
  public SessionState asCurrent() {
    return new SessionState(
        session,
        node,
        install,
        true,
        last,
        lease,
        holding,
        definitionVersion,
        enforcement,
        leaving,
        behind,
        generation,
        channel,
        unable,
        roster);
  }

  /** Returns this session as if its last keepalive stood there. */
  public SessionState heardAt(Position position) {
    return new SessionState(
        session,
        node,
        install,
        current,
        position,
        lease,
        holding,
        definitionVersion,
        enforcement,
        leaving,
        behind,
        generation,
        channel,
        unable,
        roster);
  }

  /** Returns this session as one that asks those. */
  public SessionState withRoster(Optional<Roster> asked) {
    return new SessionState(
        session,
        node,
        install,
        current,
        last,
        lease,
        holding,
        definitionVersion,
        enforcement,
        leaving,
        behind,
        generation,
        channel,
        unable,
        asked);
  }

  /** Returns this session as one that let go since its last keepalive. */
  public SessionState asReleased() {
    return released(leaving);
  }

  /** Returns this session about to be closed by its keeper. */
  public SessionState asLeaving() {
    return released(true);
  }

  private SessionState released(boolean leaves) {
    return new SessionState(
        session,
        node,
        install,
        current,
        last,
        lease,
        Epoch.NONE,
        definitionVersion,
        enforcement,
        leaves,
        behind,
        generation,
        channel,
        unable,
        Optional.empty());
  }

  /** Returns this session with that many keepalives in a row that showed an unread command. */
  public SessionState withBehind(int keepalives) {
    return new SessionState(
        session,
        node,
        install,
        current,
        last,
        lease,
        holding,
        definitionVersion,
        enforcement,
        leaving,
        keepalives,
        generation,
        channel,
        unable,
        roster);
  }

  /** Returns this session with why its host could not carry the VIPs. */
  public SessionState withUnable(Optional<String> why) {
    return new SessionState(
        session,
        node,
        install,
        current,
        last,
        lease,
        holding,
        definitionVersion,
        enforcement,
        leaving,
        behind,
        generation,
        channel,
        why,
        roster);
  }
}
