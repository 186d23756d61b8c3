package dev.baton.arp;

import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * The settings of the ARP actuator.
 *
 * @param cluster the cluster whose VIPs this node may hold
 * @param node this node's name in the cluster's definition
 * @param interfaceName the Ethernet interface that carries the VIPs
 * @param trackInterface whether a node cannot hold the VIPs while its interface is down or has no
 *     carrier
 * @param runDirectory the directory for files that must not survive a boot; usually /run/baton
 * @param stateDirectory the directory for files that must survive a boot; usually /var/lib/baton
 * @param silenceTimeout how long a standby waits for a record of a leader before it ends its
 *     session
 * @param served TCP ports on which this process itself listens
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
