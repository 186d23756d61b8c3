package dev.baton.cloudstubs.gcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.cloudstubs.StubServer.Answer;
import dev.baton.cloudstubs.StubServer.Platform;
import dev.baton.cloudstubs.StubServer.Request;
import dev.baton.cloudstubs.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Stands in for Compute Engine. Paths begin with {@code projects/}, as in the API. A change takes
 * effect when its operation is done, and an operation is done a number of requests later.
 */
public final class ComputeStub implements Platform {
  private static final String JSON = "application/json; charset=UTF-8";

  private final Operations operations = new Operations();
  private final SortedSet<String> unhealthy = new TreeSet<>();
  private Resources now = new Resources();
  private Resources before = now;

  /** Creates an empty one. */
  public ComputeStub() {}

  /** Puts a resource, JSON, in place. */
  public synchronized void put(String path, String json) {
    ObjectNode body =
        Json.parse(json).orElseThrow(() -> new IllegalArgumentException("no JSON object: " + json));
    now.put(path, body);
    before = now.copy();
  }

  /** Changes a resource past the API, as somebody else would through it. */
  public synchronized void patch(String path, String json) {
    ObjectNode patch =
        Json.parse(json).orElseThrow(() -> new IllegalArgumentException("no JSON object: " + json));
    change(resources -> merge(resources, path, patch));
  }

  /** Puts a machine, or an endpoint as JSON, into a group past the API. */
  public synchronized void join(String group, String member) {
    change(resources -> resources.members(group).add(member));
  }

  /** Takes it out. */
  public synchronized void leave(String group, String member) {
    change(resources -> resources.members(group).remove(member));
  }

  /** A machine answers its health checks, or not. */
  public synchronized void healthy(String instance, boolean answers) {
    boolean unused = answers ? unhealthy.remove(instance) : unhealthy.add(instance);
  }

  /** Each operation from now on takes that many further requests, and that long, at least. */
  public synchronized void slow(int requests, Duration time) {
    operations.pace(requests, time);
  }

  /** The next operation ends with an error. */
  public synchronized void failNextOperation(int status, String code, String message) {
    operations.failNext(new Operations.Ending(status, code, message));
  }

  /** Returns the groups that are primary backends, when all operations are done. */
  public synchronized List<String> primaries(String service) {
    finish();
    return primariesOf(service);
  }

  private List<String> primariesOf(String service) {
    List<String> primaries = new ArrayList<>();
    for (JsonNode backend : now.get(service).path("backends")) {
      if (!backend.path("failover").asBoolean()) {
        primaries.add(Resources.path(backend.path("group").asText()));
      }
    }
    return primaries;
  }

  /** Returns a resource as JSON, when all operations are done. */
  public synchronized String resource(String path) {
    finish();
    return now.get(path).toString();
  }

  /** Returns who is in a group, when all operations are done. */
  public synchronized List<String> members(String group) {
    finish();
    return List.copyOf(now.members(group));
  }

  /** Lets operations end that are due, and returns the primary backends as they are then. */
  public synchronized List<String> primariesNow(String service) {
    settle();
    return primariesOf(service);
  }

  /** Operations run on for as long as they are held. */
  public synchronized void hold(boolean running) {
    operations.hold(running);
  }

  private void finish() {
    while (operations.anyRunning() && !operations.isHeld()) {
      settle();
    }
  }

  private void settle() {
    Resources copy = now.copy();
    if (operations.settle(now)) {
      before = copy;
    }
  }

  private void change(Consumer<Resources> change) {
    before = now.copy();
    change.accept(now);
  }

  private static void merge(Resources resources, String path, ObjectNode patch) {
    Json.merge(resources.get(path), patch);
    resources.touch(path);
  }

  @Override
  public String action(Request request) {
    return Route.of(request).action();
  }

  @Override
  public boolean reads(Request request) {
    return Route.of(request).staleable();
  }

  @Override
  public synchronized Answer refuse(Request request, Trouble trouble) {
    Route route = Route.of(request);
    return Failure.of(trouble, route.action(), route.path()).answer();
  }

  @Override
  public synchronized Answer serve(Request request, boolean stale) {
    try {
      settle();
      return Answer.of(200, JSON, serve(Route.of(request), stale ? before : now).toString());
    } catch (Failure failure) {
      return failure.answer();
    }
  }

  private ObjectNode serve(Route route, Resources seen) {
    return switch (route.verb()) {
      case GET -> get(route, seen);
      case PATCH -> begin(route, () -> patching(route));
      case GET_HEALTH -> new Health(seen, unhealthy).of(route);
      case TEST_PERMISSIONS -> permissions(route);
      case LIST_INSTANCES -> Groups.instances(seen.members(existing(route, seen)));
      case LIST_ENDPOINTS -> Groups.endpoints(seen.members(existing(route, seen)));
      case ADD_INSTANCES, ATTACH_ENDPOINTS -> begin(route, () -> Groups.adding(route, now));
      case REMOVE_INSTANCES, DETACH_ENDPOINTS -> begin(route, () -> Groups.removing(route, now));
      case NONE -> throw Failure.of(404, "notFound", "no such method: " + route.path());
    };
  }

  private static String existing(Route route, Resources seen) {
    ObjectNode unused = seen.get(route.path());
    return route.path();
  }

  private ObjectNode get(Route route, Resources seen) {
    if (route.path().contains("/operations/")) {
      return operations.get(route.path());
    }
    ObjectNode found = seen.get(route.path()).deepCopy();
    if (route.path().contains("Groups/")) {
      found.put("size", seen.members(route.path()).size());
    }
    return found;
  }

  private Consumer<Resources> patching(Route route) {
    ObjectNode current = now.get(route.path());
    ObjectNode patch = route.body();
    if (operations.busy(route.path())) {
      throw Failure.notReady(route.path());
    }
    if (!patch.path("fingerprint").asText().equals(current.path("fingerprint").asText())) {
      throw Failure.staleFingerprint();
    }
    boolean tcp = current.path("protocol").asText().equals("TCP");
    if (!tcp && patch.at("/failoverPolicy/disableConnectionDrainOnFailover").asBoolean()) {
      throw Failure.of(
          400,
          "invalid",
          "Invalid value for field 'resource.failoverPolicy.disableConnectionDrainOnFailover':"
              + " 'true'. It can be set for protocol TCP only.");
    }
    for (JsonNode backend : patch.path("backends")) {
      ObjectNode unused = now.get(Resources.path(backend.path("group").asText()));
    }
    return resources -> merge(resources, route.path(), patch);
  }

  /** A request of an id that was seen is the same request: nothing is checked or done again. */
  private ObjectNode begin(Route route, Supplier<Consumer<Resources>> check) {
    return operations
        .begunBy(route.requestId())
        .orElseGet(
            () ->
                operations.begin(
                    route.verb().operationType(), route.path(), route.requestId(), check.get()));
  }

  private static ObjectNode permissions(Route route) {
    ObjectNode answer = Json.object();
    answer.set("permissions", route.body().path("permissions"));
    return answer;
  }
}
