package dev.baton.cloudstubs.scenario;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.cloudstubs.StubServer;
import dev.baton.cloudstubs.StubServer.Answer;
import dev.baton.cloudstubs.StubServer.Request;
import dev.baton.cloudstubs.Trouble;
import dev.baton.cloudstubs.Troubles;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A scene behind its API, and beside it what only the world around it uses: {@code /_truth}, {@code
 * /_meddle}, {@code /_trouble}.
 */
public final class CloudStub implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final String kind;
  private final StubNodes cast;
  private final StubScenario scenario;
  private final Troubles troubles = new Troubles();
  private final StubServer standIn;
  private final Watch watch;

  /**
   * Opens one.
   *
   * @param at the address and port to listen on; 0: a free one
   */
  public CloudStub(String kind, StubNodes cast, InetSocketAddress at) throws IOException {
    this.kind = kind;
    this.cast = cast;
    this.scenario = StubScenarios.of(kind, cast);
    this.watch = new Watch(scenario::truth);
    this.standIn =
        StubServer.start(
            new Observed(scenario.platform(), watch::seen), troubles, cast.latency(), at);
    standIn.beside("/_truth", this::truth);
    standIn.beside("/_meddle", this::meddle);
    standIn.beside("/_trouble", this::trouble);
  }

  /** Returns the binding's settings. */
  public SortedMap<String, String> settings() {
    SortedMap<String, String> settings = new TreeMap<>(scenario.settings());
    settings.put("endpoint", standIn.uri().toString());
    return settings;
  }

  /** Returns which calls go wrong. */
  public Troubles troubles() {
    return troubles;
  }

  /** Whatever is changed from now on stays pending, or no more; tells whether there is such. */
  public boolean hold(boolean pending) {
    return scenario.hold(pending);
  }

  /** Returns to which node the cloud sends what is for the VIPs. */
  public Optional<String> truth() {
    return watch.seen().node();
  }

  /** Somebody else makes everything point to that node. */
  public void meddle(String node) {
    scenario.meddle(node);
    Watch.Seen unused = watch.seen();
  }

  /**
   * Returns a whole cluster file in one line (JSON is YAML), with the binding that leads here; the
   * first node is preferred, and so on.
   */
  public String clusterFile(String cluster) {
    ObjectNode file = JSON.createObjectNode().put("cluster", cluster);
    ArrayNode nodes = file.putArray("nodes");
    cast.nodes()
        .keySet()
        .forEach(node -> nodes.addObject().put("id", node).put("priority", 900 - nodes.size()));
    ArrayNode vips = file.putArray("vips");
    cast.vips().forEach(vips::add);
    ObjectNode binding = file.putArray("bindings").addObject().put("kind", kind);
    settings().forEach(binding::put);
    return file.toString();
  }

  /** {@code GET /_truth}, or {@code /_truth?not=<node>} to wait for a while until it is another. */
  private Answer truth(Request request) {
    Optional<String> not = Optional.ofNullable(query(request).get("not"));
    try {
      Watch.Seen seen =
          not.isEmpty()
              ? watch.seen()
              : watch.otherThan(not.filter(node -> !node.isEmpty()), LONGEST_WAIT);
      return json(
          JSON.createObjectNode()
              .put("node", seen.node().orElse(""))
              .put("since", seen.since().toString()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return wrong("is ending");
    }
  }

  /** {@code POST /_meddle?node=<node>}. */
  private Answer meddle(Request request) {
    try {
      meddle(query(request).getOrDefault("node", ""));
      return json(JSON.createObjectNode().put("node", truth().orElse("")));
    } catch (IllegalArgumentException e) {
      return wrong(String.valueOf(e.getMessage()));
    }
  }

  /**
   * {@code POST /_trouble?always=<action>&kind=<trouble>}, {@code ?at=<number>&kind=<trouble>} for
   * the call of that number from now on, {@code ?stale=<reads>}; without any: all is well again.
   */
  private Answer trouble(Request request) {
    SortedMap<String, String> query = query(request);
    try {
      if (query.isEmpty()) {
        troubles.end();
      }
      Optional.ofNullable(query.get("stale"))
          .ifPresent(reads -> troubles.staleReads(Integer.parseInt(reads)));
      Optional<Trouble> kind = Optional.ofNullable(query.get("kind")).map(Trouble::valueOf);
      kind.ifPresent(
          which -> {
            Optional.ofNullable(query.get("always"))
                .ifPresent(action -> troubles.always(action, which));
            Optional.ofNullable(query.get("at"))
                .ifPresent(number -> troubles.at(Integer.parseInt(number), which));
          });
      return json(JSON.createObjectNode().put("calls", troubles.calls().size()));
    } catch (IllegalArgumentException e) {
      return wrong(String.valueOf(e.getMessage()));
    }
  }

  private static Answer json(ObjectNode body) {
    return Answer.of(200, "application/json", body.toString());
  }

  private static Answer wrong(String what) {
    return Answer.of(
        400, "application/json", JSON.createObjectNode().put("error", what).toString());
  }

  private static SortedMap<String, String> query(Request request) {
    SortedMap<String, String> query = new TreeMap<>();
    String text = Optional.ofNullable(request.uri().getRawQuery()).orElse("");
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return query;
  }

  @Override
  public void close() {
    watch.close();
    standIn.close();
  }
}
