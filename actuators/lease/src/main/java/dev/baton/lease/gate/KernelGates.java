package dev.baton.lease.gate;

import dev.baton.linux.NetworkInterfaceInfo;
import java.util.List;

/** Chooses how the gate is enforced on this host. */
public final class KernelGates {
  /**
   * A gate, and why it was chosen.
   *
   * @param gate the gate; the receiver closes it
   * @param why one line, for messages
   */
  public record Choice(KernelGate gate, String why) {}

  private KernelGates() {}

  /**
   * Returns the strongest gate that this host has, for one cluster's VIPs on one interface. Changes
   * nothing in the kernel. Must be called on a thread in the network namespace of the VIPs.
   *
   * @param cluster the cluster's id: letters, digits, dot, dash, underscore; at most 64
   * @param interfaceName the interface that carries the VIPs
   * @param events receives what the gate notices by itself
   * @return nftables if it works, otherwise address lifetimes
   * @throws GateException when there is no such interface
   */
  public static Choice detect(String cluster, String interfaceName, GateEvents events) {
    if (NetworkInterfaceInfo.lookup(interfaceName).isEmpty()) {
      throw new GateException("no interface " + interfaceName);
    }
    try {
      return new Choice(
          new NftablesGate(cluster, interfaceName, List.of(), events),
          "the kernel and libnftables have it");
    } catch (GateException e) {
      return new Choice(
          new LifetimeGate(interfaceName, System::nanoTime), "no nftables: " + e.getMessage());
    }
  }

  /**
   * Returns the gate of nftables.
   *
   * @param cluster as in {@link #detect}
   * @param interfaceName as in {@link #detect}
   * @param events as in {@link #detect}
   * @return the gate; the receiver closes it
   * @throws GateException when there is no library, no nftables, or no permission
   */
  public static KernelGate nftables(String cluster, String interfaceName, GateEvents events) {
    return new NftablesGate(cluster, interfaceName, List.of(), events);
  }

  /**
   * Returns the gate of nftables that guards TCP ports of this host besides the VIPs, from {@link
   * KernelGate#guard} on, whatever the VIPs are. Segments to and from these ports pass only while
   * the gate is open. Address lifetimes cannot guard ports, so there is no other choice.
   *
   * @param cluster as in {@link #detect}
   * @param interfaceName as in {@link #detect}
   * @param tcpPorts 1 to 65535; at every address of the host; none that is guarded for another
   *     cluster
   * @param events as in {@link #detect}
   * @return the gate; the receiver closes it
   * @throws GateException when there is no library, no nftables, or no permission
   */
  public static KernelGate nftables(
      String cluster, String interfaceName, List<Integer> tcpPorts, GateEvents events) {
    return new NftablesGate(cluster, interfaceName, tcpPorts, events);
  }

  /**
   * Returns the gate of address lifetimes.
   *
   * @param interfaceName the interface that carries the VIPs
   * @return the gate; the receiver closes it
   * @throws GateException when there is no such interface
   */
  public static KernelGate lifetimes(String interfaceName) {
    return NetworkInterfaceInfo.lookup(interfaceName)
        .map(link -> new LifetimeGate(interfaceName, System::nanoTime))
        .orElseThrow(() -> new GateException("no interface " + interfaceName));
  }
}
