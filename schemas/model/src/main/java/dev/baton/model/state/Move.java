package dev.baton.model.state;

import dev.baton.model.Epoch;
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
 * @param unreported the epoch of which the successor's record came first: its holder has yet to
 *     report that it let go; empty if it has, or if it need not
 */
public record Move(
    MoveReason reason,
    Position cause,
    Instant causedAt,
    Optional<NodeId> from,
    Optional<NodeId> target,
    Optional<String> requestId,
    Optional<Epoch> unreported) {

  /** Returns the same with an operator's request. */
  public Move withRequest(Optional<String> request) {
    return new Move(reason, cause, causedAt, from, target, request, unreported);
  }

  /** Returns the same with an epoch whose holder has yet to report, or none. */
  public Move withUnreported(Optional<Epoch> epoch) {
    return new Move(reason, cause, causedAt, from, target, requestId, epoch);
  }
}
