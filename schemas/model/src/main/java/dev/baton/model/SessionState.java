package dev.baton.model;

import java.time.Duration;

/**
 * What the fold knows of a live session.
 *
 * @param session its id
 * @param node whose it is
 * @param current true for the node's session; false while it waits for an earlier one of the same
 *     node to die (rule C)
 * @param last where its last keepalive stands
 * @param lease its T
 * @param holding the epoch its last keepalive said it holds
 * @param definitionVersion the definition version its last keepalive said it had read
 * @param enforcement how its gate is enforced
 */
public record SessionState(
    SessionId session,
    NodeId node,
    boolean current,
    Position last,
    Duration lease,
    Epoch holding,
    long definitionVersion,
    Fact.Enforcement enforcement) {}
