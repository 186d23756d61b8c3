package dev.baton.responder;

import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of the responder actuator.
 *
 * @param cluster the cluster whose VIPs this node may hold
 * @param node this node's name in the cluster's definition
 * @param identityInterface the interface whose Ethernet address tells a cloned machine from its
 *     original; empty: the first interface that has one
 * @param runDirectory the directory for files that must not survive a boot; usually /run/baton
 * @param stateDirectory the directory for files that must survive a boot; usually /var/lib/baton
 * @param silenceTimeout how long a standby waits for a record of a leader before it ends its
 *     session
 * @param responder where the load balancer's probe connects, and what it asks for
 * @param delivery how the load balancer's packets arrive
 * @param served TCP ports on which this process itself listens
 */
public record ResponderSettings(
    ClusterId cluster,
    NodeId node,
    Optional<String> identityInterface,
    Path runDirectory,
    Path stateDirectory,
    Duration silenceTimeout,
    ProbeEndpoint responder,
    Delivery delivery,
    Set<Integer> served) {

  /** Freezes the set. */
  public ResponderSettings {
    served = Set.copyOf(served);
  }
}
