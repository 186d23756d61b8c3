package dev.baton.testnet;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * One bridge in a namespace of its own and hosts in theirs, each on it with an interface {@code
 * eth0}. Host {@code i} has 10.77.0.(10 + i)/16 and fd77::(10 + i, in hex)/64.
 */
public final class TestLan implements AutoCloseable {
  private static final AtomicInteger COUNTER = new AtomicInteger();

  private final String prefix;
  private final List<String> namespaces = new ArrayList<>();
  private final List<TestHost> hosts = new ArrayList<>();
  private final Thread atExit = new Thread(this::deleteNamespaces);

  private TestLan(String prefix) {
    this.prefix = prefix;
  }

  /**
   * Makes a LAN.
   *
   * @param count how many hosts, 1 to 200
   * @return the LAN; closing it deletes it
   */
  public static TestLan create(int count) {
    TestLan lan =
        new TestLan("bt-" + ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet());
    Runtime.getRuntime().addShutdownHook(lan.atExit);
    try {
      lan.build(count);
    } catch (RuntimeException e) {
      lan.close();
      throw e;
    }
    return lan;
  }

  /**
   * A host of this LAN.
   *
   * @param index counted from 0
   * @return the host
   */
  public TestHost host(int index) {
    return hosts.get(index);
  }

  /**
   * Cuts a host's cable, or mends it: the bridge's end of it goes down or up.
   *
   * @param host a host of this LAN
   * @param state "down" or "up"
   */
  public void cable(TestHost host, String state) {
    Commands.run("ip", "-n", bridge(), "link", "set", "p" + hosts.indexOf(host), state);
  }

  /** Ends what was started on the hosts and deletes the LAN. Idempotent. */
  @Override
  public void close() {
    hosts.forEach(TestHost::endProcesses);
    deleteNamespaces();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      return; // the JVM is ending: the hook runs, and finds nothing left
    }
  }

  private String bridge() {
    return prefix + "-br";
  }

  private void build(int count) {
    addNamespace(bridge());
    // No spanning tree delay, no multicast snooping: a frame arrives from the first one on.
    Commands.run(
        "ip",
        "-n",
        bridge(),
        "link",
        "add",
        "br0",
        "type",
        "bridge",
        "forward_delay",
        "0",
        "mcast_snooping",
        "0");
    Commands.run("ip", "-n", bridge(), "link", "set", "br0", "up");
    IntStream.range(0, count).forEach(this::addHost);
  }

  private void addHost(int index) {
    String namespace = prefix + "-h" + index;
    addNamespace(namespace);
    TestHost host = new TestHost(namespace, index);
    hosts.add(host);
    // Without duplicate address detection the addresses can be used at once; a program may bind
    // the VIP's address before the VIP arrives.
    for (String setting :
        List.of(
            "net.ipv6.conf.all.accept_dad=0",
            "net.ipv6.conf.default.accept_dad=0",
            "net.ipv4.ip_nonlocal_bind=1",
            "net.ipv6.ip_nonlocal_bind=1")) {
      host.run("sysctl", "-qw", setting);
    }
    String port = "p" + index;
    Commands.run(
        "ip",
        "-n",
        bridge(),
        "link",
        "add",
        port,
        "type",
        "veth",
        "peer",
        "name",
        TestHost.INTERFACE,
        "netns",
        namespace);
    Commands.run("ip", "-n", bridge(), "link", "set", port, "master", "br0", "up");
    host.ip("link", "set", "lo", "up");
    host.ip("link", "set", TestHost.INTERFACE, "up");
    host.ip("addr", "add", host.v4().getHostAddress() + "/16", "dev", TestHost.INTERFACE);
    host.ip("addr", "add", host.v6().getHostAddress() + "/64", "dev", TestHost.INTERFACE, "nodad");
  }

  private void addNamespace(String name) {
    Commands.run("ip", "netns", "add", name);
    namespaces.add(name);
  }

  private synchronized void deleteNamespaces() {
    namespaces.forEach(name -> Commands.run("ip", "netns", "del", name));
    namespaces.clear();
  }
}
