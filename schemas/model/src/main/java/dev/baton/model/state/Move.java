package dev.baton.model.state;

import dev.baton.model.NodeId;
import dev.baton.model.Position;
import java.time.Instant;
import java.util.Optional;

/**
 * A move under way, or the one that led to the present assignment.
 *
 * @param reason why
 * @param cause the position of the fact that started it
 * @param causedAt when that fact was appended
 * @param from the node that held the VIPs before
 * @param target the node that an operator asked for; empty if none did
 * @param requestId the operator's request, if there was one
 */
public record Move(
    MoveReason reason,
    Position cause,
    Instant causedAt,
    Optional<NodeId> from,
    Optional<NodeId> target,
    Optional<String> requestId) {}
