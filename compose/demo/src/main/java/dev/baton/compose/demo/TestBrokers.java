package dev.baton.compose.demo;

import dev.baton.broker.BrokerProcess;
import dev.baton.broker.BrokerQuorum;
import dev.baton.broker.BrokerStartException;
import dev.baton.broker.EmbeddedBrokerSettings;
import dev.baton.compose.netlab.Host;
import dev.baton.compose.netlab.Lan;
import dev.baton.linux.RealTime;
import dev.baton.linux.SystemCallException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The brokers of a {@link TestCluster}, each on a host of its own: a single one, or several that
 * are controllers as well. Their numbers are Kafka's node ids, from 1 on.
 */
public final class TestBrokers {
  private static final Logger LOG = LoggerFactory.getLogger(TestBrokers.class);

  /**
   * The threads for the network, for requests and for delayed fetches, and the JVM's own. The
   * kernel cuts names off after 15 characters.
   */
  private static final Set<String> SERVING =
      Set.of("data-plane-kafk", "executor-Fetch", "ExpirationReape", "VM Thread");

  private static final int CLIENT_PORT = 9092;
  private static final int CONTROLLER_PORT = 9093;

  private final Path directory;
  private final List<Host> hosts = new ArrayList<>();
  private final Map<Integer, BrokerProcess> processes = new ConcurrentHashMap<>();
  private final String clusterId = BrokerQuorum.newClusterId();

  TestBrokers(Lan lan, int count, Path directory) {
    this.directory = directory;
    for (int number = 1; number <= count; number++) {
      hosts.add(lan.addHost("k" + number, List.of(address(number) + "/16")));
    }
  }

  /** 10.20.0.2, then 10.20.0.22 and 10.20.0.42. */
  private static String address(int number) {
    return "10.20.0." + (20 * number - 18);
  }

  /** Returns every broker's number. */
  public List<Integer> numbers() {
    return IntStream.rangeClosed(1, hosts.size()).boxed().toList();
  }

  /** Returns every broker's address. */
  List<String> addresses() {
    return numbers().stream().map(TestBrokers::address).toList();
  }

  /** Returns the addresses for clients: each {@code host:port}, separated by commas. */
  public String bootstrap() {
    return String.join(",", each(CLIENT_PORT));
  }

  /** Starts all of them, and returns when they accept requests. */
  void start() {
    together(
        numbers(),
        number -> {
          List<String> prefix = host(number).prefix();
          processes.put(number, BrokerProcess.start(settings(number), prefix));
        });
  }

  /**
   * Makes those threads of the brokers real-time, if that is allowed, through which a client's
   * request passes, and the thread for which they wait during a garbage collection. The brokers
   * stand for hosts with processors of their own.
   */
  public void serveFirst() {
    try {
      processes.values().forEach(broker -> RealTime.give(broker.pid(), SERVING));
    } catch (SystemCallException e) {
      LOG.atInfo()
          .addKeyValue("why", e.getMessage())
          .log("No real-time threads for the brokers: what is shown may take longer");
    }
  }

  /** Kills them all by SIGKILL; their data stays. */
  void killAll() {
    processes.values().forEach(BrokerProcess::kill9);
  }

  /** Starts brokers again that were killed, and returns when they accept requests. */
  public void restart(List<Integer> numbers) {
    together(numbers, number -> broker(number).restart());
  }

  /** Returns a broker. */
  public BrokerProcess broker(int number) {
    BrokerProcess process = processes.get(number);
    if (process == null) {
      throw new IllegalStateException("broker " + number + " was not started");
    }
    return process;
  }

  /** Returns the host of a broker. */
  public Host host(int number) {
    return hosts.get(number - 1);
  }

  /** Kills them all. */
  void close() {
    processes.values().forEach(BrokerProcess::close);
  }

  private List<String> each(int port) {
    return addresses().stream().map(address -> address + ":" + port).toList();
  }

  private EmbeddedBrokerSettings settings(int number) {
    Path data = directory.resolve(host(number).name());
    var alone = new EmbeddedBrokerSettings(data, "0.0.0.0", CLIENT_PORT, address(number));
    return hosts.size() == 1
        ? alone
        : alone.in(new BrokerQuorum(clusterId, number, each(CONTROLLER_PORT)));
  }

  /** Each on a thread of its own, because they accept requests only when most of them run. */
  private static void together(List<Integer> numbers, IntConsumer start) {
    try {
      CompletableFuture.allOf(
              numbers.stream()
                  .map(
                      number ->
                          CompletableFuture.runAsync(
                              () -> start.accept(number), task -> new Thread(task).start()))
                  .toArray(CompletableFuture<?>[]::new))
          .orTimeout(TestCluster.PATIENCE.toSeconds(), TimeUnit.SECONDS)
          .join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof BrokerStartException cause ? cause : e;
    }
  }
}
