package dev.baton.channel.core;

import dev.baton.model.NodeId;
import dev.baton.model.SessionId;

/**
 * One end of a datagram.
 *
 * @param node which member of the cluster
 * @param session its session at that time
 */
public record Party(NodeId node, SessionId session) {
  @Override
  public String toString() {
    return node + " in session " + session;
  }
}
