package dev.baton.compose.netlab;

import dev.baton.linux.Descriptor;
import dev.baton.linux.Libc;
import dev.baton.linux.MacAddress;
import dev.baton.linux.NetworkInterfaceInfo;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** One host of a {@link Lan}: a network namespace with an interface. Thread-safe. */
public final class Host {
  /** The name of the interface on the LAN. */
  public static final String INTERFACE = "eth0";

  /** A limit for code that runs on a host; none needs nearly as long. */
  private static final long LONGEST_MINUTES = 5;

  private static final int O_RDONLY = 0;

  private final String name;
  private final String namespace;
  private final List<String> addressesWithLength;
  private final List<InetAddress> addresses;
  private final String hardwareAddress;
  private final Queue<Process> processes = new ConcurrentLinkedQueue<>();

  Host(String name, String namespace, List<String> addresses, int number) {
    this.name = name;
    this.namespace = namespace;
    this.addressesWithLength = List.copyOf(addresses);
    // A locally administered address (IEEE 802 c), which is the same after a reboot.
    this.hardwareAddress = String.format("02:ba:70:00:00:%02x", number);
    this.addresses =
        addresses.stream().map(each -> address(each.substring(0, each.indexOf('/')))).toList();
  }

  /** Returns the host's short name. */
  public String name() {
    return name;
  }

  /** Returns the namespace's name, for {@code ip netns exec}; unique on this machine. */
  public String namespace() {
    return namespace;
  }

  List<String> addressesWithLength() {
    return addressesWithLength;
  }

  /** Returns the Ethernet address that the interface gets at each boot. */
  public String hardwareAddress() {
    return hardwareAddress;
  }

  /** Returns the host's own IPv4 address. */
  public Inet4Address v4() {
    return own(Inet4Address.class);
  }

  /** Returns the host's own IPv6 address. */
  public Inet6Address v6() {
    return own(Inet6Address.class);
  }

  /** Returns the interface's present Ethernet address. */
  public MacAddress mac() {
    return link().mac().orElseThrow();
  }

  /** Returns the present state of the interface. */
  public NetworkInterfaceInfo link() {
    return inside(() -> NetworkInterfaceInfo.lookup(INTERFACE).orElseThrow());
  }

  /**
   * Runs code in this host's namespace, on a thread of its own. Sockets that it opens stay in the
   * namespace, and any thread may use them afterwards. Threads that it starts stay in the
   * namespace, too.
   *
   * @throws RuntimeException what the code threw; a checked exception is wrapped
   */
  public <T> T inside(Callable<T> code) {
    try {
      return start("inside", code).orTimeout(LONGEST_MINUTES, TimeUnit.MINUTES).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /**
   * Runs a command in the namespace to its end.
   *
   * @return its output
   * @throws IllegalStateException when it fails
   */
  public String run(String... command) {
    return Commands.run(wrapped(List.of(command)));
  }

  /** Runs {@code ip} with these arguments in the namespace, like {@link #run}. */
  public String ip(String... arguments) {
    List<String> command = new ArrayList<>(List.of("ip", "-n", namespace));
    command.addAll(List.of(arguments));
    return Commands.run(command);
  }

  /**
   * Returns the words that start a command in this namespace. They replace themselves by the
   * command (exec), so its pid is the one of the process that was started.
   */
  public List<String> prefix() {
    // The user's PATH may lack the administrators' directories.
    String ip = ProgramPath.own().find("ip").map(Path::toString).orElse("ip");
    return List.of(ip, "netns", "exec", namespace);
  }

  /** Makes {@link Lan#close} kill this process. */
  public void adopt(Process process) {
    processes.add(process);
  }

  /**
   * Runs code on a thread of its own in the namespace. The future has its result or its exception.
   */
  public <T> CompletableFuture<T> start(String what, Callable<T> code) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try (Descriptor file = Libc.open(Path.of("/run/netns", namespace), O_RDONLY, 0)) {
                Libc.enterNetworkNamespace(file);
                result.complete(code.call());
              } catch (Throwable e) { // Passed on to the thread that waits, errors included.
                result.completeExceptionally(e);
              }
            },
            namespace + " " + what);
    thread.setDaemon(true);
    thread.start();
    return result;
  }

  void endProcesses() {
    processes.forEach(Process::destroyForcibly);
    for (Process process : processes) {
      try {
        process.waitFor(10, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    processes.clear();
  }

  private <A extends InetAddress> A own(Class<A> version) {
    return addresses.stream()
        .filter(version::isInstance)
        .map(version::cast)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(name + " has no " + version.getSimpleName()));
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(literal, e);
    }
  }

  private List<String> wrapped(List<String> command) {
    List<String> wrapped = new ArrayList<>(prefix());
    wrapped.addAll(command);
    return wrapped;
  }
}
