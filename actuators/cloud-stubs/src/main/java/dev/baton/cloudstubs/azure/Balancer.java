package dev.baton.cloudstubs.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A load balancer: what was last asked for, which is what reads tell at once, and what its data
 * path does, which follows when the operation succeeds.
 */
final class Balancer {
  /** The collections below {@code properties} whose items are resources of their own. */
  private static final List<String> CHILDREN =
      List.of("frontendIPConfigurations", "backendAddressPools", "loadBalancingRules", "probes");

  private final String id;
  private ObjectNode asked;
  private ObjectNode before;
  private ObjectNode inEffect;
  private int version;
  private Optional<Operation> running = Optional.empty();

  Balancer(String id, ObjectNode body) {
    this.id = id;
    this.asked = body;
    this.before = body;
    this.inEffect = body;
    replace(body);
    this.before = inEffect;
  }

  String id() {
    return id;
  }

  String etag() {
    return "W/\"00000000-0000-4000-8000-%012x\"".formatted(version);
  }

  /** Returns what reads tell. */
  ObjectNode now() {
    return asked;
  }

  /** Returns what reads told before the latest write. */
  ObjectNode past() {
    return before;
  }

  /** Puts a body; what was under way is superseded. */
  void put(ObjectNode body, Operation operation) {
    running.ifPresent(Operation::supersede);
    before = asked.deepCopy();
    asked = body;
    keepInterfaces(body, before);
    running = Optional.of(operation);
    version++;
    decorate("Updating");
  }

  /** Somebody looks: what runs moves on, and takes effect when it has succeeded. */
  void look() {
    if (running.filter(Operation::look).isPresent()) {
      String status = running.orElseThrow().status();
      running = Optional.empty();
      version++;
      decorate(status);
      if (status.equals("Succeeded")) {
        inEffect = asked.deepCopy();
      }
    }
  }

  /** Somebody looks at an operation, which may be this one's. */
  void lookAt(Operation operation) {
    if (running.filter(operation::equals).isPresent()) {
      look();
    }
  }

  /** Replaces everything past the API, at once. */
  void replace(ObjectNode body) {
    running.ifPresent(Operation::supersede);
    running = Optional.empty();
    before = asked.deepCopy();
    asked = body;
    version++;
    decorate("Succeeded");
    inEffect = asked.deepCopy();
  }

  /** Returns the addresses to which the data path sends what comes for a pool. */
  List<String> members(String pool) {
    List<String> addresses = new ArrayList<>();
    for (JsonNode each : inEffect.at("/properties/backendAddressPools")) {
      if (each.path("name").asText().equals(pool)) {
        each.at("/properties/loadBalancerBackendAddresses")
            .forEach(entry -> addresses.add(entry.at("/properties/ipAddress").asText()));
      }
    }
    return addresses;
  }

  /** What interfaces belong to a pool is for the interfaces to say: a write does not undo it. */
  private static void keepInterfaces(ObjectNode body, ObjectNode present) {
    String name = "networkInterfaceIPConfiguration";
    for (JsonNode pool : body.at("/properties/backendAddressPools")) {
      for (JsonNode entry : pool.at("/properties/loadBalancerBackendAddresses")) {
        JsonNode kept = entry(present, pool.path("name"), entry.path("name")).path("properties");
        if (kept.has(name) && entry instanceof ObjectNode object) {
          object.withObjectProperty("properties").set(name, kept.path(name));
        }
      }
    }
  }

  private static JsonNode entry(ObjectNode body, JsonNode poolName, JsonNode entryName) {
    for (JsonNode pool : body.at("/properties/backendAddressPools")) {
      for (JsonNode entry : pool.at("/properties/loadBalancerBackendAddresses")) {
        if (pool.path("name").equals(poolName) && entry.path("name").equals(entryName)) {
          return entry;
        }
      }
    }
    return MissingNode.getInstance();
  }

  private void decorate(String state) {
    asked.put("id", id);
    asked.put("name", id.substring(id.lastIndexOf('/') + 1));
    asked.put("type", "Microsoft.Network/loadBalancers");
    asked.put("etag", etag());
    ObjectNode properties = asked.withObjectProperty("properties");
    properties.put("provisioningState", state);
    CHILDREN.forEach(
        name -> properties.path(name).forEach(child -> decorateChild(child, name, state)));
  }

  private void decorateChild(JsonNode child, String collection, String state) {
    if (child instanceof ObjectNode object) {
      object.put("id", id + "/" + collection + "/" + object.path("name").asText());
      object.put("type", "Microsoft.Network/loadBalancers/" + collection);
      object.put("etag", etag());
      object.withObjectProperty("properties").put("provisioningState", state);
    }
  }
}
