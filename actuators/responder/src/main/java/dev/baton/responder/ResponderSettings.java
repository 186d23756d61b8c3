package dev.baton.responder;

import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What the probe actuator has to be told.
 *
 * @param cluster whose VIPs this node may hold
 * @param node this node's name in the cluster's definition
 * @param identityInterface whose Ethernet address tells a cloned machine from its original; empty:
 *     the first interface that has one
 * @param runDirectory for what must not outlive the boot; usually /run/baton
 * @param stateDirectory for what must; usually /var/lib/baton
 * @param silenceTimeout how long without hearing a leader until a standby gives its session up
 * @param responder where and what the load balancer asks
 * @param delivery how its packets arrive
 * @param served TCP ports at which this process itself is asked
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
