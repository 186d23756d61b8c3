package dev.baton.arp;

import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * What the ARP actuator has to be told.
 *
 * @param cluster whose VIPs this node may hold
 * @param node this node's name in the cluster's definition
 * @param interfaceName the Ethernet interface that carries the VIPs
 * @param trackInterface whether a node whose interface is down or has no carrier cannot hold
 * @param runDirectory for what must not outlive the boot; usually /run/baton
 * @param stateDirectory for what must; usually /var/lib/baton
 * @param silenceTimeout how long without hearing a leader until a standby gives its session up
 * @param served TCP ports at which this process itself is asked
 */
public record ArpSettings(
    ClusterId cluster,
    NodeId node,
    String interfaceName,
    boolean trackInterface,
    Path runDirectory,
    Path stateDirectory,
    Duration silenceTimeout,
    Set<Integer> served) {

  /** Freezes the set. */
  public ArpSettings {
    served = Set.copyOf(served);
  }
}
