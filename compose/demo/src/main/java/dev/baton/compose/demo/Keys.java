package dev.baton.compose.demo;

import dev.baton.compose.netlab.Host;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Optional;

/** The interactive demonstration: each key causes a fault or repairs it. */
final class Keys {
  private final TestCluster cluster;
  private final FaultTour tour;
  private final PrintStream out;

  Keys(TestCluster cluster, FaultTour tour, PrintStream out) {
    this.cluster = cluster;
    this.tour = tour;
    this.out = out;
  }

  /** Reads keys until {@code q} or the end of the input. */
  void run() throws InterruptedException {
    BufferedReader keys =
        new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
    Optional<String> key = next(keys);
    while (key.isPresent() && !key.orElseThrow().equals("q")) {
      press(key.orElseThrow());
      key = next(keys);
    }
  }

  private Optional<String> next(BufferedReader keys) {
    out.println();
    out.println(
        "k kill the active service   p power the active node off   f freeze Baton on it\n"
            + "s switch over               i ip addr on both nodes       q quit");
    out.print("> ");
    out.flush();
    try {
      return Optional.ofNullable(keys.readLine())
          .map(line -> line.strip().toLowerCase(Locale.ROOT));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void press(String key) throws InterruptedException {
    switch (key) {
      case "k" -> tour.killService();
      case "p" -> tour.powerOff();
      case "f" -> tour.freeze();
      case "s" -> tour.switchover();
      case "i" -> addresses();
      default -> out.println("no such key: " + key);
    }
  }

  private void addresses() {
    for (String name : new String[] {"a", "b"}) {
      out.println("$ ip addr show dev " + Host.INTERFACE + "   # on node " + name);
      out.print(cluster.node(name).host().ip("addr", "show", "dev", Host.INTERFACE));
    }
  }
}
