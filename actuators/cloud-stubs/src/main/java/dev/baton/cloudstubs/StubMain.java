package dev.baton.cloudstubs;

import dev.baton.cloudstubs.scenario.CloudStub;
import dev.baton.cloudstubs.scenario.StubNodes;
import dev.baton.cloudstubs.scenario.StubScenarios;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A cloud as a program of its own: prints a cluster file in one line, whose binding leads to it,
 * and ends when its input does, so when whoever started it is gone.
 */
public final class StubMain {
  private static final String USAGE =
      """
      --scenario KIND              one of %s
      --cluster NAME               how it is called (web)
      --nodes a=ADDRESS,b=ADDRESS  the cluster's nodes; the VIPs are the first one's at first
      --vip ADDRESS[,ADDRESS]      the cluster's VIPs
      --address ADDRESS            where to listen (127.0.0.1)
      --port PORT                  where to listen (0: a free one)
      --read-ms MS, --write-ms MS, --operation-ms MS
                                   how long calls, and what they begin, take\
      """
          .formatted(StubScenarios.KINDS);

  private static final List<String> KNOWN =
      List.of(
          "--scenario",
          "--cluster",
          "--nodes",
          "--vip",
          "--address",
          "--port",
          "--read-ms",
          "--write-ms",
          "--operation-ms");

  private final SortedMap<String, String> options;

  private StubMain(String... arguments) {
    options = new TreeMap<>();
    for (int at = 0; at < arguments.length; at += 2) {
      if (!KNOWN.contains(arguments[at]) || at + 1 == arguments.length) {
        throw new IllegalArgumentException(arguments[at] + ": unknown, or without a value");
      }
      options.put(arguments[at], arguments[at + 1]);
    }
  }

  /** Runs it; the exit status is 2 when the arguments are wrong. */
  public static void main(String... arguments) throws IOException {
    System.exit(run(System.in, System.out, arguments));
  }

  static int run(InputStream in, PrintStream out, String... arguments) throws IOException {
    try {
      StubMain main = new StubMain(arguments);
      try (CloudStub cloudStub = main.open()) {
        out.println(cloudStub.clusterFile(main.option("--cluster").orElse("web")));
        out.flush();
        awaitEnd(in);
      }
      return 0;
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n" + USAGE);
      return 2;
    }
  }

  private static void awaitEnd(InputStream in) throws IOException {
    while (in.read() >= 0) {
      // What is written there means nothing; that it ends does.
    }
  }

  private CloudStub open() throws IOException {
    String kind = required("--scenario");
    StubLatency usual = StubScenarios.usualLatency(kind);
    StubLatency latency =
        StubLatency.ofMillis(
            number("--read-ms", usual.read().toMillis()),
            number("--write-ms", usual.write().toMillis()),
            number("--operation-ms", usual.operation().toMillis()));
    List<String> vips = Arrays.asList(required("--vip").split(",", -1));
    InetSocketAddress at =
        new InetSocketAddress(
            option("--address").orElse("127.0.0.1"), Math.toIntExact(number("--port", 0)));
    return new CloudStub(kind, new StubNodes(nodes(), vips, latency), at);
  }

  private SortedMap<String, String> nodes() {
    SortedMap<String, String> nodes = new TreeMap<>();
    for (String node : required("--nodes").split(",", -1)) {
      String[] parts = node.split("=", 2);
      if (parts.length < 2) {
        throw new IllegalArgumentException("--nodes: " + node + " is not NAME=ADDRESS");
      }
      nodes.put(parts[0], parts[1]);
    }
    return nodes;
  }

  private Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }

  private String required(String name) {
    return option(name).orElseThrow(() -> new IllegalArgumentException(name + ": is missing"));
  }

  private long number(String name, long otherwise) {
    String text = option(name).orElse(Long.toString(otherwise));
    if (!text.matches("[0-9]{1,9}")) {
      throw new IllegalArgumentException(name + ": " + text + " is no number");
    }
    return Long.parseLong(text);
  }
}
