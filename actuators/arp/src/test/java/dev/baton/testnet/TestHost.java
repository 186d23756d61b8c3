package dev.baton.testnet;

import dev.baton.lease.linux.Descriptor;
import dev.baton.lease.linux.Libc;
import dev.baton.lease.linux.MacAddress;
import dev.baton.lease.linux.NetworkInterfaceInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
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

/** One host of a {@link TestLan}: a network namespace with an interface. Thread-safe. */
public final class TestHost {
  /** The name of the interface on the LAN. */
  public static final String INTERFACE = "eth0";

  private static final int O_RDONLY = 0;
  private static final int FIRST_HOST_NUMBER = 10;

  private final String namespace;
  private final int number;
  private final Queue<Process> processes = new ConcurrentLinkedQueue<>();

  TestHost(String namespace, int index) {
    this.namespace = namespace;
    this.number = FIRST_HOST_NUMBER + index;
  }

  /**
   * The namespace's name, for {@code ip netns exec}.
   *
   * @return unique on this machine
   */
  public String namespace() {
    return namespace;
  }

  /**
   * The host's own IPv4 address.
   *
   * @return in 10.77.0.0/16
   */
  public Inet4Address v4() {
    return (Inet4Address) address("10.77.0." + number);
  }

  /**
   * The host's own IPv6 address.
   *
   * @return in fd77::/64
   */
  public Inet6Address v6() {
    return (Inet6Address) address("fd77::" + Integer.toHexString(number));
  }

  /**
   * The interface's Ethernet address.
   *
   * @return as the kernel has it now
   */
  public MacAddress mac() {
    return link().mac().orElseThrow();
  }

  /**
   * The interface.
   *
   * @return as the kernel has it now
   */
  public NetworkInterfaceInfo link() {
    return inside(() -> NetworkInterfaceInfo.lookup(INTERFACE).orElseThrow());
  }

  /**
   * Runs code in this host's namespace, on a thread of its own. Sockets that it opens stay in the
   * namespace and may be used from any thread afterwards.
   *
   * @param <T> what the code gives
   * @param code the code
   * @return what it gave
   * @throws RuntimeException what the code threw, wrapped when it is a checked exception
   */
  public <T> T inside(Callable<T> code) {
    try {
      return start("inside", code).join();
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
   * @param command the command
   * @return what it printed
   * @throws IllegalStateException when it fails
   */
  public String run(String... command) {
    return Commands.run(wrapped(List.of(command)));
  }

  /**
   * Runs {@code ip} with these arguments in the namespace.
   *
   * @param arguments the arguments
   * @return what it printed
   */
  public String ip(String... arguments) {
    List<String> command = new ArrayList<>(List.of("ip", "-n", namespace));
    command.addAll(List.of(arguments));
    return Commands.run(command);
  }

  /**
   * Starts a program in the namespace. It is killed when the LAN is closed.
   *
   * @param command the command
   * @return the process; its pid is the program's own, since {@code ip netns exec} replaces itself
   */
  public Process start(List<String> command) {
    try {
      Process process = new ProcessBuilder(wrapped(command)).redirectErrorStream(true).start();
      processes.add(process);
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Code on a thread of its own in the namespace, for the kit's own loops. */
  <T> CompletableFuture<T> start(String name, Callable<T> code) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try (Descriptor file = Libc.open(Path.of("/run/netns", namespace), O_RDONLY, 0)) {
                Libc.enterNetworkNamespace(file);
                result.complete(code.call());
              } catch (Throwable e) { // handed to whoever waits, errors included
                result.completeExceptionally(e);
              }
            },
            namespace + " " + name);
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

  static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(literal, e);
    }
  }

  private List<String> wrapped(List<String> command) {
    List<String> wrapped = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
    wrapped.addAll(command);
    return wrapped;
  }
}
