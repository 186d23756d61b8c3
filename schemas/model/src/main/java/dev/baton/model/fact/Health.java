package dev.baton.model.fact;

import dev.baton.model.NodeId;
import dev.baton.model.Ranges;
import java.util.List;

/**
 * An agent reports whether its node's service is healthy: at once when the verdict changes, and as
 * a heartbeat.
 *
 * @param node the agent's node
 * @param sequence grows with each report of one agent's life
 * @param verdict of the service as a whole
 * @param probes the single probes, in configured order, at most 64
 * @param changed whether the verdict differs from the report before
 */
public record Health(
    NodeId node, long sequence, Verdict verdict, List<ProbeReport> probes, boolean changed)
    implements Fact {
  /** Freezes the list. */
  public Health {
    Ranges.require("sequence", sequence, 0);
    probes = List.copyOf(probes);
    if (probes.size() > 64) {
      throw new IllegalArgumentException("probes: " + probes.size() + " are over 64");
    }
  }

  @Override
  public <R> R match(Cases<R> cases) {
    return cases.health(this);
  }
}
