package dev.baton.model.state;

import dev.baton.model.Epoch;
import dev.baton.model.InstallId;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.fact.HostView;
import dev.baton.model.fact.ProbeReport;
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
 * @param refused the installation whose keepalives were last refused because the node is bound to
 *     another one (rule C); remembered so that a clone is reported once, not with each attempt
 * @param failedTake it could not add the VIPs. With {@code failedAt}, it is not chosen until a
 *     back-off is over; without, it is chosen only if no other node can hold them
 * @param host what its keeper last reported of its host
 */
public record NodeState(
    NodeId node,
    Optional<InstallId> install,
    NodeHealth health,
    Position healthAt,
    List<ProbeReport> probes,
    boolean standby,
    Optional<Epoch> failedAt,
    Optional<InstallId> refused,
    Optional<FailedTake> failedTake,
    Optional<HostView> host) {

  /** What is known of a node's service. */
  public enum NodeHealth {
    /** Its agent says so. */
    HEALTHY,
    /** Its agent says so. */
    UNHEALTHY,
    /** Its agent never reported, or has been silent for the health timeout. */
    UNKNOWN
  }

  /** Checks that health was said somewhere, and freezes the list. */
  public NodeState {
    probes = List.copyOf(probes);
    if (health != NodeHealth.UNKNOWN && healthAt.equals(Position.NONE)) {
      throw new IllegalArgumentException("healthAt: is -1, and the node is " + health);
    }
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
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * Returns this node bound to that installation, or to none. Forgets which installation was
   * refused because of the earlier binding.
   */
  public NodeState withInstall(Optional<InstallId> bound) {
    Optional<InstallId> still = bound.equals(install) ? refused : Optional.empty();
    return new NodeState(
        node, bound, health, healthAt, probes, standby, failedAt, still, failedTake, host);
  }

  /** Returns this node with what its agent said there. */
  public NodeState withHealth(NodeHealth said, Position there, List<ProbeReport> parts) {
    return new NodeState(
        node, install, said, there, parts, standby, failedAt, refused, failedTake, host);
  }

  /** Returns this node in or out of the choice. */
  public NodeState withStandby(boolean out) {
    return new NodeState(
        node, install, health, healthAt, probes, out, failedAt, refused, failedTake, host);
  }

  /** Returns this node whose promotion failed at that epoch, or forgiven whatever failed. */
  public NodeState withFailedAt(Optional<Epoch> epoch) {
    return new NodeState(
        node, install, health, healthAt, probes, standby, epoch, refused, Optional.empty(), host);
  }

  /** Returns this node that could not put the VIPs at that epoch, once more. */
  public NodeState withFailedTake(Epoch epoch, String why) {
    int times = failedTake.map(FailedTake::times).orElse(0) + 1;
    return new NodeState(
        node,
        install,
        health,
        healthAt,
        probes,
        standby,
        Optional.of(epoch),
        refused,
        Optional.of(new FailedTake(times, why)),
        host);
  }

  /** Returns this node after the back-off of a failed take. */
  public NodeState toBeTriedAgain() {
    return new NodeState(
        node,
        install,
        health,
        healthAt,
        probes,
        standby,
        Optional.empty(),
        refused,
        failedTake,
        host);
  }

  /** Returns this node with that installation last refused. */
  public NodeState withRefused(InstallId other) {
    return new NodeState(
        node,
        install,
        health,
        healthAt,
        probes,
        standby,
        failedAt,
        Optional.of(other),
        failedTake,
        host);
  }

  /** Returns this node with what its keeper told of its host. */
  public NodeState withHost(HostView view) {
    return new NodeState(
        node,
        install,
        health,
        healthAt,
        probes,
        standby,
        failedAt,
        refused,
        failedTake,
        Optional.of(view));
  }
}
