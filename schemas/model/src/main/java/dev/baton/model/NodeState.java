package dev.baton.model;

import java.util.List;
import java.util.Optional;

/**
 * What the fold knows of a node beside its sessions.
 *
 * @param node which
 * @param install the installation it is bound to, once a session of it was seen (rule C)
 * @param health what its agent last said
 * @param healthAt where that report stands, or {@link Position#NONE}
 * @param probes the parts of that report
 * @param standby whether an operator took it out of the choice
 * @param failedAt the epoch at which its promotion or acquisition last failed, until its agent
 *     reports a change to healthy or an operator acknowledges
 */
public record NodeState(
    NodeId node,
    Optional<InstallId> install,
    NodeHealth health,
    Position healthAt,
    List<Fact.ProbeReport> probes,
    boolean standby,
    Optional<Epoch> failedAt) {

  /** What is known of a node's service. */
  public enum NodeHealth {
    /** Its agent says so. */
    HEALTHY,
    /** Its agent says so. */
    UNHEALTHY,
    /** Its agent never spoke, or has been silent for the health timeout. */
    UNKNOWN
  }

  /** Freezes the list. */
  public NodeState {
    probes = List.copyOf(probes);
  }

  /** Returns a node of which nothing is known. */
  public static NodeState unknown(NodeId node) {
    return new NodeState(
        node,
        Optional.empty(),
        NodeHealth.UNKNOWN,
        Position.NONE,
        List.of(),
        false,
        Optional.empty());
  }
}
