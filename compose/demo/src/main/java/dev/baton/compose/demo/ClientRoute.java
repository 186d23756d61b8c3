package dev.baton.compose.demo;

import dev.baton.compose.netlab.Host;
import dev.baton.model.NodeId;
import dev.baton.model.Vip;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The cloud's data path. It asks the stand-in for the cloud where it sends the VIP's packets, and
 * sets the client's route accordingly. So a client's gap covers everything from the fault to the
 * last router. For a DNS name the route stands for the client's resolver, which asks all the time
 * and caches no answer.
 */
final class ClientRoute {
  private static final Pattern TRUTH =
      Pattern.compile("\\{\"node\":\"([^\"]*)\",\"since\":\"([^\"]+)\"}");
  private static final int TIMEOUT_MS = 30_000;

  private final Host client;
  private final URI cloud;
  private final Vip vip;
  private final SortedMap<NodeId, String> addresses;
  private final List<Sighting> sightings = new ArrayList<>();
  private Optional<String> failure = Optional.empty();
  private boolean closed;

  /**
   * Where the cloud sends the VIP's packets.
   *
   * @param node the node that gets them; empty if no node does
   * @param since since when
   */
  record Sighting(Optional<NodeId> node, Instant since) {}

  /**
   * Creates a data path that does nothing yet.
   *
   * @param cloud the address of the stand-in
   * @param addresses each node's own address
   */
  ClientRoute(Host client, URI cloud, Vip vip, SortedMap<NodeId, String> addresses) {
    this.client = client;
    this.cloud = cloud;
    this.vip = vip;
    this.addresses = addresses;
  }

  /** Sets the present route, and follows the stand-in's changes from now on. */
  void start() {
    follow(client.inside(() -> ask("GET", "/_truth")));
    var unused = client.start("fabric", this::run);
  }

  /**
   * Changes the cloud as another user of the account would, so that it sends everything to that
   * node.
   */
  void meddle(NodeId node) {
    String unused = client.inside(() -> ask("POST", "/_meddle?node=" + node));
  }

  /** Returns the last change, at the latest when the route follows it. */
  synchronized Sighting last() {
    failure.ifPresent(
        what -> {
          throw new IllegalStateException("the cloud's data path: " + what);
        });
    return sightings.get(sightings.size() - 1);
  }

  /** Waits until the client's route leads to that node; returns whether it did in time. */
  synchronized boolean awaitLeadsTo(NodeId node, Duration deadline) {
    long end = System.nanoTime() + deadline.toNanos();
    try {
      while (!last().node().equals(Optional.of(node))) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Boolean run() {
    try {
      while (!isClosed()) {
        String known = last().node().map(NodeId::value).orElse("");
        follow(ask("GET", "/_truth?not=" + known));
      }
    } catch (IOException | IllegalStateException e) {
      fail(String.valueOf(e.getMessage()));
    }
    return true;
  }

  private void follow(String answer) {
    Matcher truth = TRUTH.matcher(answer);
    if (!truth.matches()) {
      throw new IllegalStateException("not understood: " + answer);
    }
    Optional<NodeId> node =
        Optional.of(truth.group(1)).filter(name -> !name.isEmpty()).map(NodeId::new);
    Sighting seen = new Sighting(node, Instant.parse(truth.group(2)));
    if (isNew(seen)) {
      lead(node);
      take(seen);
    }
  }

  private synchronized boolean isNew(Sighting seen) {
    return sightings.isEmpty() || !sightings.get(sightings.size() - 1).equals(seen);
  }

  private synchronized void take(Sighting seen) {
    sightings.add(seen);
    notifyAll();
  }

  private synchronized void fail(String what) {
    if (!closed) {
      failure = Optional.of(what);
      notifyAll();
    }
  }

  private void lead(Optional<NodeId> node) {
    Optional<String> via = node.flatMap(to -> Optional.ofNullable(addresses.get(to)));
    if (via.isPresent()) {
      client.ip("route", "replace", vip + "/32", "via", via.orElseThrow());
    } else {
      client.ip("route", "replace", "blackhole", vip + "/32");
    }
  }

  /** Called within the client's namespace. */
  private String ask(String method, String path) throws IOException {
    URL url = cloud.resolve(path).toURL();
    HttpURLConnection connection = (HttpURLConnection) url.openConnection();
    connection.setRequestMethod(method);
    connection.setConnectTimeout(TIMEOUT_MS);
    connection.setReadTimeout(TIMEOUT_MS);
    return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** Stops following, and leaves the route as it is. */
  synchronized void close() {
    closed = true;
  }
}
