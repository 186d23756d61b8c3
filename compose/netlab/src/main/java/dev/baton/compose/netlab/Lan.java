package dev.baton.compose.netlab;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A bridge in a namespace of its own, and hosts in theirs, each connected to it by an interface
 * {@code eth0}. The machine's own interfaces are not touched. Closing the LAN, or the end of the
 * JVM, deletes it.
 */
public final class Lan implements AutoCloseable {
  private static final AtomicInteger COUNTER = new AtomicInteger();

  /**
   * Without duplicate address detection, addresses can be used at once. A program may bind the VIP
   * before the host has it.
   */
  private static final List<String> HOST_SETTINGS =
      List.of(
          "net.ipv6.conf.all.accept_dad=0",
          "net.ipv6.conf.default.accept_dad=0",
          "net.ipv4.ip_nonlocal_bind=1",
          "net.ipv6.ip_nonlocal_bind=1");

  private final String prefix;
  private final List<String> namespaces = Collections.synchronizedList(new ArrayList<>());
  private final List<Host> hosts = Collections.synchronizedList(new ArrayList<>());
  private final Thread atExit = new Thread(this::delete, "lan-cleanup");

  private Lan(String prefix) {
    this.prefix = prefix;
  }

  /**
   * Creates a LAN without hosts. Needs the {@code ip} command and the right to create network
   * namespaces.
   *
   * @throws IllegalStateException when a command fails, with the command and its output
   */
  public static Lan create() {
    Lan lan = new Lan("bt-" + ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet());
    Runtime.getRuntime().addShutdownHook(lan.atExit);
    try {
      lan.addBridge();
    } catch (RuntimeException e) {
      lan.close();
      throw e;
    }
    return lan;
  }

  /**
   * Adds a host.
   *
   * @param name a short name, unique in this LAN, up to 8 letters and digits
   * @param addresses its own addresses with prefix lengths, such as 10.20.1.10/16
   * @return the host, on the bridge, with its interface up
   */
  public Host addHost(String name, List<String> addresses) {
    Host host = new Host(name, prefix + "-" + name, addresses, hosts.size() + 1);
    hosts.add(host);
    boot(host);
    return host;
  }

  /**
   * Powers a host off. Its cable goes down first, so that nothing that it still sends arrives. Then
   * every process is killed, and the kernel's state of the host (addresses, rules) is deleted.
   */
  public void powerOff(Host host) {
    cut(host);
    host.endProcesses();
    // The kernel deletes a namespace after some time, but the bridge's port must be free at once.
    Commands.run("ip", "-n", bridge(), "link", "del", port(host));
    Commands.run("ip", "netns", "del", host.namespace());
    namespaces.remove(host.namespace());
  }

  /**
   * Boots a host that was powered off: with the same addresses, a new kernel state and no process.
   */
  public void boot(Host host) {
    addNamespace(host.namespace());
    HOST_SETTINGS.forEach(setting -> host.run("sysctl", "-qw", setting));
    Commands.run(
        List.of(
            ("ip -n " + bridge() + " link add " + port(host) + " type veth peer name")
                .concat(" " + Host.INTERFACE + " address " + host.hardwareAddress())
                .concat(" netns " + host.namespace())
                .split(" ")));
    Commands.run("ip", "-n", bridge(), "link", "set", port(host), "master", "br0", "up");
    host.ip("link", "set", "lo", "up");
    host.ip("link", "set", Host.INTERFACE, "up");
    for (String address : host.addressesWithLength()) {
      host.ip("addr", "add", address, "dev", Host.INTERFACE);
    }
  }

  /** Cuts a host's cable: its port on the bridge goes down. */
  public void cut(Host host) {
    Commands.run("ip", "-n", bridge(), "link", "set", port(host), "down");
  }

  /** Mends a host's cable. */
  public void mend(Host host) {
    Commands.run("ip", "-n", bridge(), "link", "set", port(host), "up");
  }

  /** Ends every process on the hosts and deletes the LAN. Idempotent. */
  @Override
  public void close() {
    delete();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      return; // The JVM is ending, and the hook finds nothing to delete.
    }
  }

  private void addBridge() {
    addNamespace(bridge());
    // No spanning tree delay and no multicast snooping, so that the first frame arrives.
    Commands.run(
        List.of(
            ("ip -n " + bridge() + " link add br0 type bridge forward_delay 0 mcast_snooping 0")
                .split(" ")));
    Commands.run("ip", "-n", bridge(), "link", "set", "br0", "up");
  }

  private String bridge() {
    return prefix + "-br";
  }

  private static String port(Host host) {
    return "p-" + host.name();
  }

  private void addNamespace(String name) {
    Commands.run("ip", "netns", "add", name);
    namespaces.add(name);
  }

  private synchronized void delete() {
    List.copyOf(hosts).forEach(Host::endProcesses);
    List.copyOf(namespaces).forEach(name -> Commands.run("ip", "netns", "del", name));
    namespaces.clear();
  }
}
