package dev.baton.model.state;

import dev.baton.model.Epoch;
import dev.baton.model.InstallId;
import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import dev.baton.model.fact.Asks;
import java.util.Optional;

/**
 * A holder whose session expired and whose gate may still be open: it named fewer than all members,
 * so it may go on with their promises, or with none (rule H).
 *
 * @param epoch the epoch that it held
 * @param holder who it is; empty after a loss of records, which may have hidden who
 * @param asks whose promises it needs. Each of these keeps its own promise, so it may be assigned.
 *     Whoever else may have the VIPs waits for as long as it may go on
 */
public record Ghost(Epoch epoch, Optional<Holder> holder, Asks asks) {
  /**
   * The holder that was.
   *
   * @param node its node
   * @param session its session, which is over
   * @param install its installation: the same host has the same gate
   */
  public record Holder(NodeId node, SessionId session, InstallId install) {}
}
