package dev.baton.cloudstubs.gcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The operations, under way and done. Their effect comes when they are done. */
final class Operations {
  private final SortedMap<String, Operation> byName = new TreeMap<>();
  private final SortedMap<String, String> byRequestId = new TreeMap<>();
  private int requests = 1;
  private Duration time = Duration.ZERO;
  private Optional<Ending> nextEnding = Optional.empty();
  private boolean held;

  /** How an operation ends that has no effect. */
  record Ending(int status, String code, String message) {}

  /** One operation. */
  private static final class Operation {
    private final ObjectNode body;
    private final String target;
    private final Consumer<Resources> effect;
    private final Optional<Ending> ending;
    private final long doneAt;
    private int requestsLeft;

    private Operation(ObjectNode body, String target, Consumer<Resources> effect, Operations pace) {
      this.body = body;
      this.target = target;
      this.effect = effect;
      this.ending = pace.nextEnding;
      this.doneAt = System.nanoTime() + pace.time.toNanos();
      this.requestsLeft = pace.requests;
    }

    private boolean running() {
      return !body.path("status").asText().equals("DONE");
    }

    private boolean due() {
      requestsLeft--;
      return running() && requestsLeft <= 0 && System.nanoTime() - doneAt >= 0;
    }

    private void end(Resources resources) {
      body.put("status", "DONE").put("progress", 100).put("endTime", "2026-01-01T00:00:01.000Z");
      if (ending.isEmpty()) {
        effect.accept(resources);
        return;
      }
      Ending why = ending.orElseThrow();
      body.put("httpErrorStatusCode", why.status()).put("httpErrorMessage", "BAD REQUEST");
      body.putObject("error")
          .putArray("errors")
          .addObject()
          .put("code", why.code())
          .put("message", why.message());
    }
  }

  /** Operations take so many further requests, and so long, from now on. */
  void pace(int moreRequests, Duration atLeast) {
    requests = moreRequests;
    time = atLeast;
  }

  /** Nothing ends for as long as all is held. */
  void hold(boolean running) {
    held = running;
  }

  boolean isHeld() {
    return held;
  }

  void failNext(Ending ending) {
    nextEnding = Optional.of(ending);
  }

  /** Returns the operation that a request of that id began before. */
  Optional<ObjectNode> begunBy(Optional<String> requestId) {
    return requestId
        .flatMap(id -> Optional.ofNullable(byRequestId.get(id)))
        .flatMap(name -> Optional.ofNullable(byName.get(name)))
        .map(operation -> operation.body);
  }

  /** Begins one and returns its body. */
  ObjectNode begin(
      String type, String target, Optional<String> requestId, Consumer<Resources> effect) {
    String name = String.format("operation-1767225600000-%08d-00000000", byName.size() + 1);
    String scope = target.replaceFirst("^(projects/[^/]+/(?:regions|zones)/[^/]+)/.*$", "$1");
    ObjectNode body = Json.object();
    body.put("kind", "compute#operation")
        .put("id", Integer.toString(1000 + byName.size()))
        .put("name", name)
        .put("operationType", type)
        .put("targetLink", Resources.url(target))
        .put("status", "RUNNING")
        .put("progress", 0)
        .put("insertTime", "2026-01-01T00:00:00.000Z")
        .put("startTime", "2026-01-01T00:00:00.000Z")
        .put("selfLink", Resources.url(scope + "/operations/" + name))
        .put(scope.contains("/regions/") ? "region" : "zone", Resources.url(scope));
    byName.put(name, new Operation(body, target, effect, this));
    requestId.ifPresent(id -> byRequestId.put(id, name));
    nextEnding = Optional.empty();
    return body;
  }

  boolean anyRunning() {
    return byName.values().stream().anyMatch(Operation::running);
  }

  boolean busy(String target) {
    return byName.values().stream().anyMatch(each -> each.running() && each.target.equals(target));
  }

  ObjectNode get(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return Optional.ofNullable(byName.get(name))
        .map(operation -> operation.body)
        .filter(body -> Resources.path(body.path("selfLink").asText()).equals(path))
        .orElseThrow(() -> Failure.notFound(path));
  }

  /** One more request came: what is due is done. Returns whether anything was. */
  boolean settle(Resources resources) {
    boolean any = false;
    if (held) {
      return false;
    }
    for (Operation operation : byName.values()) {
      if (operation.due()) {
        operation.end(resources);
        any = true;
      }
    }
    return any;
  }
}
