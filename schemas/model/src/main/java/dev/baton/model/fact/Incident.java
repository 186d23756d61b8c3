package dev.baton.model.fact;

import dev.baton.model.Bounds;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;

/**
 * Something disturbed a VIP on the node that holds it.
 *
 * @param node where
 * @param epoch the epoch held at that moment
 * @param kind what
 * @param subject the VIP or interface concerned
 * @param detail for people, bounded to 512 characters; for a conflict the other MAC
 */
public record Incident(NodeId node, Epoch epoch, IncidentKind kind, String subject, String detail)
    implements Fact {
  /** Bounds the text. */
  public Incident {
    subject = Bounds.text(subject, 128);
    detail = Bounds.text(detail, 512);
  }

  @Override
  public <R> R match(Cases<R> cases) {
    return cases.incident(this);
  }
}
