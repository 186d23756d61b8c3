package dev.baton.cloudstubs.azure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.cloudstubs.StubServer;
import dev.baton.cloudstubs.StubServer.Answer;
import dev.baton.cloudstubs.StubServer.Request;
import dev.baton.cloudstubs.Trouble;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** A subscription's load balancers behind Azure's Resource Manager. Thread-safe. */
public final class AzureNetwork implements StubServer.Platform {
  /** The api-version whose bodies it holds requests to. */
  public static final String API_VERSION = "2025-03-01";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TYPE = "application/json; charset=utf-8";

  private final BodyRules rules = BodyRules.ofLoadBalancers(API_VERSION);
  private final PutRules putRules = new PutRules(rules);
  private final SortedMap<String, Balancer> balancers =
      new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final SortedMap<String, Operation> operations = new TreeMap<>();
  private final Set<String> groups = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
  private final Set<String> addressesInUse = new HashSet<>();
  private List<String> granted = List.of("Microsoft.Network/*", "Microsoft.Authorization/*/read");
  private Operation.Ending nextEnding = Operation.Ending.GOOD;
  private boolean held;
  private Operation.Pace pace = new Operation.Pace(1, Duration.ZERO);

  /** Creates an empty one, in which the caller may do everything. */
  public AzureNetwork() {}

  /**
   * Adds a load balancer.
   *
   * @param id {@code /subscriptions/…/resourceGroups/…/providers/Microsoft.Network/loadBalancers/…}
   * @param json its body as a request has it
   */
  public synchronized void add(String id, String json) {
    ObjectNode body = parse(json);
    rules
        .fault(body)
        .ifPresent(
            fault -> {
              throw new IllegalArgumentException(fault);
            });
    groups.add(id.split("/", -1)[4]);
    balancers.put(id, new Balancer(id, body));
  }

  /** Rewrites a load balancer past its API; in effect at once. */
  public synchronized void rewrite(String id, UnaryOperator<String> change) {
    Balancer balancer = balancer(id);
    balancer.replace(parse(change.apply(balancer.now().toString())));
  }

  /** Somebody else makes a pool consist of just that address; in effect at once. */
  public synchronized void point(String id, String pool, String address) {
    ObjectNode body = balancer(id).now().deepCopy();
    for (JsonNode each : body.at("/properties/backendAddressPools")) {
      if (each.path("name").asText().equals(pool)) {
        ArrayNode entries =
            each.withObjectProperty("properties").putArray("loadBalancerBackendAddresses");
        ObjectNode entry = entries.addObject().put("name", "by-hand");
        entry.putObject("properties").put("ipAddress", address);
      }
    }
    balancer(id).replace(body);
  }

  /** Returns the addresses to which the data path sends what comes for a pool. */
  public synchronized List<String> members(String id, String pool) {
    return balancer(id).members(pool);
  }

  /** Returns a load balancer's body as reads tell it. */
  public synchronized String text(String id) {
    return balancer(id).now().toString();
  }

  /** An address is in use in every virtual network. */
  public synchronized void use(String address) {
    addressesInUse.add(address);
  }

  /** The caller may do just this; {@code *} stands for anything. */
  public synchronized void grant(List<String> actions) {
    granted = List.copyOf(actions);
  }

  /** Operations that begin from now on end when somebody has looked so many times; at least 1. */
  public synchronized void operationsTakeLooks(int count) {
    pace = new Operation.Pace(count, Duration.ZERO);
  }

  /** Operations that begin from now on go on for that long. */
  public synchronized void operationsTake(Duration time) {
    pace = new Operation.Pace(1, time);
  }

  /** Operations run on for as long as they are held. */
  public synchronized void hold(boolean running) {
    held = running;
  }

  /** Counts as a look at everything that is under way: what is due takes effect. */
  public synchronized void letPass() {
    balancers.values().forEach(Balancer::look);
  }

  /** The next operation ends with {@code Failed} or {@code Canceled}, and that code. */
  public synchronized void endNextOperation(String status, String code) {
    nextEnding = new Operation.Ending(status, code);
  }

  @Override
  public String action(Request request) {
    return Route.of(request).action();
  }

  @Override
  public boolean reads(Request request) {
    return request.method().equals("GET") && Route.of(request).kind() == Route.Kind.BALANCER;
  }

  @Override
  public synchronized Answer refuse(Request request, Trouble trouble) {
    Route route = Route.of(request);
    return ArmErrors.refuse(route.action(), request.uri().getPath(), trouble);
  }

  @Override
  public synchronized Answer serve(Request request, boolean stale) {
    Route route = Route.of(request);
    if (!route.query().containsKey("api-version")) {
      return ArmErrors.error(
          400,
          "MissingApiVersionParameter",
          "The api-version query parameter (?api-version=) is required for all requests.");
    }
    return switch (route.kind()) {
      case BALANCER -> serveBalancer(request, route, stale);
      case OPERATION -> serveOperation(route);
      case AVAILABILITY -> serveAvailability(route);
      case PERMISSIONS -> servePermissions();
      case UNKNOWN ->
          ArmErrors.error(
              404, "InvalidResourceType", "The resource type could not be found: " + request.uri());
    };
  }

  private Answer serveBalancer(Request request, Route route, boolean stale) {
    String group = route.parts().group(2);
    String id = request.uri().getPath();
    if (!groups.contains(group)) {
      return ArmErrors.noSuchGroup(group);
    }
    Optional<Balancer> found = Optional.ofNullable(balancers.get(id));
    if (found.isEmpty()) {
      return ArmErrors.notFound("Microsoft.Network/loadBalancers/" + route.parts().group(3), group);
    }
    Balancer balancer = found.orElseThrow();
    return switch (request.method()) {
      case "GET" -> get(balancer, stale);
      case "PUT" -> put(balancer, request, route);
      default -> ArmErrors.error(405, "MethodNotAllowed", request.method() + " is not allowed.");
    };
  }

  private static Answer get(Balancer balancer, boolean stale) {
    if (stale) {
      return tell(balancer.past());
    }
    balancer.look();
    return tell(balancer.now());
  }

  private Answer put(Balancer balancer, Request request, Route route) {
    Optional<String> ifMatch = Optional.ofNullable(request.headers().get("if-match"));
    if (ifMatch.filter(etag -> !etag.equals("*") && !etag.equals(balancer.etag())).isPresent()) {
      return ArmErrors.staleEtag(ifMatch.orElseThrow(), balancer.etag(), balancer.id());
    }
    ObjectNode body;
    try {
      body = parse(request.body());
    } catch (IllegalArgumentException e) {
      return ArmErrors.error(400, "InvalidRequestContent", "The request content is no JSON.");
    }
    Optional<Answer> refusal = putRules.refusal(body, balancer.now());
    if (refusal.isPresent()) {
      return refusal.orElseThrow();
    }
    rules.dropReadOnly(body);
    return accept(balancer, body, request, route);
  }

  private Answer accept(Balancer balancer, ObjectNode body, Request request, Route route) {
    String id = "00000000-0000-4000-9000-%012x".formatted(operations.size() + 1);
    Operation operation = new Operation(id, nextEnding, pace, () -> held);
    nextEnding = Operation.Ending.GOOD;
    operations.put(id, operation);
    balancer.put(body, operation);
    Answer answer = tell(balancer.now());
    String host = request.headers().getOrDefault("host", "localhost");
    String scheme = request.headers().getOrDefault("x-forwarded-proto", "http");
    answer.headers().put("Azure-AsyncOperation", scheme + "://" + host + pathOf(id, body, route));
    answer.headers().put("Azure-AsyncNotification", "Enabled");
    return answer;
  }

  private static String pathOf(String operation, ObjectNode body, Route route) {
    String location = body.path("location").asText().toLowerCase(Locale.ROOT).replace(" ", "");
    return "/subscriptions/%s/providers/Microsoft.Network/locations/%s/operations/%s?api-version=%s"
        .formatted(route.parts().group(1), location, operation, API_VERSION);
  }

  private Answer serveOperation(Route route) {
    Optional<Operation> operation = Optional.ofNullable(operations.get(route.parts().group(3)));
    if (operation.isEmpty()) {
      return ArmErrors.error(404, "OperationNotFound", "The operation was not found.");
    }
    balancers.values().forEach(balancer -> balancer.lookAt(operation.orElseThrow()));
    return Answer.of(200, TYPE, operation.orElseThrow().text());
  }

  private Answer serveAvailability(Route route) {
    String address = route.query().getOrDefault("ipAddress", "");
    ObjectNode body = JSON.createObjectNode();
    body.put("available", !addressesInUse.contains(address));
    body.putArray("availableIPAddresses");
    return Answer.of(200, TYPE, body.toString());
  }

  private Answer servePermissions() {
    ObjectNode body = JSON.createObjectNode();
    ObjectNode permission = body.putArray("value").addObject();
    ArrayNode actions = permission.putArray("actions");
    granted.forEach(actions::add);
    permission.putArray("notActions");
    return Answer.of(200, TYPE, body.toString());
  }

  private Balancer balancer(String id) {
    return Optional.ofNullable(balancers.get(id)).orElseThrow();
  }

  private static Answer tell(ObjectNode body) {
    Answer answer = Answer.of(200, TYPE, body.toString());
    answer.headers().put("ETag", body.path("etag").asText());
    return answer;
  }

  private static ObjectNode parse(String json) {
    try {
      return JSON.readValue(json, ObjectNode.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
