package dev.baton.lease.shell;

import dev.baton.linux.AddressTable;
import dev.baton.linux.AssignedAddress;
import dev.baton.linux.DefaultGateways;
import dev.baton.linux.NetworkInterfaceInfo;
import dev.baton.model.HostAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** The host's own addresses as values of the model. Used by one thread at a time. */
public final class OwnAddresses {
  private final AddressTable table;
  private List<AssignedAddress> seen = List.of();
  private List<HostAddress> told = List.of();
  private List<InetAddress> gateways = List.of();

  /**
   * Creates the reader.
   *
   * @param table a table in the host's network namespace; not closed
   */
  public OwnAddresses(AddressTable table) {
    this.table = table;
  }

  /**
   * Returns the host's own addresses, without those that Baton has added.
   *
   * @return sorted; without loopback and link-local addresses, which are no VIPs
   * @throws dev.baton.linux.SystemCallException when the kernel refuses
   */
  public List<HostAddress> now() {
    gateways = DefaultGateways.find();
    List<AssignedAddress> own = table.own();
    if (!own.equals(seen)) {
      told = own.stream().map(OwnAddresses::of).sorted().distinct().toList();
      seen = own;
    }
    return told;
  }

  /**
   * Returns why a VIP must not be added to this host although it is not the host's own address: it
   * would cut the host off. By the state of the last {@link #now}.
   */
  public Optional<String> objection(InetAddress vip) {
    return gateways.contains(vip)
        ? Optional.of("is the gateway of this host's default route")
        : Optional.empty();
  }

  private static HostAddress of(AssignedAddress assigned) {
    String name =
        NetworkInterfaceInfo.nameOf(assigned.interfaceIndex())
            .orElse("interface " + assigned.interfaceIndex());
    return HostAddress.of(assigned.address(), assigned.prefixLength(), name);
  }
}
