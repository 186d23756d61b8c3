package dev.baton.cloudstubs.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What the description of an api-version says of bodies: unknown, required, read-only. */
final class BodyRules {
  private static final String ROOT = "LoadBalancer";
  private static final String ANYTHING = "*";

  private final JsonNode types;

  private BodyRules(JsonNode types) {
    this.types = types;
  }

  /** Reads the rules for load balancers of that api-version. */
  static BodyRules ofLoadBalancers(String apiVersion) {
    String name = "load-balancer-" + apiVersion + ".json";
    try (InputStream in = Objects.requireNonNull(BodyRules.class.getResourceAsStream(name), name)) {
      return new BodyRules(new ObjectMapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the first fault of a body, if it has one: where, and what. */
  Optional<String> fault(JsonNode body) {
    return fault("$", body, ROOT);
  }

  /** Takes out what only the service sets: it does not look at it in a request. */
  void dropReadOnly(ObjectNode body) {
    drop(body, ROOT);
  }

  private Optional<String> fault(String at, JsonNode value, String type) {
    if (type.startsWith("[")) {
      return faultInArray(at, value, type.substring(1, type.length() - 1));
    }
    return switch (type) {
      case "string" -> unless(value.isTextual(), at, "is no string");
      case "integer" -> unless(value.isIntegralNumber(), at, "is no integer");
      case "boolean" -> unless(value.isBoolean(), at, "is no boolean");
      case "map" -> unless(value.isObject(), at, "is no object");
      case "any" -> Optional.empty();
      default -> faultInObject(at, value, type);
    };
  }

  private Optional<String> faultInArray(String at, JsonNode value, String itemType) {
    if (!value.isArray()) {
      return Optional.of(at + " is no array");
    }
    for (int index = 0; index < value.size(); index++) {
      Optional<String> fault = fault(at + "[" + index + "]", value.get(index), itemType);
      if (fault.isPresent()) {
        return fault;
      }
    }
    return Optional.empty();
  }

  private Optional<String> faultInObject(String at, JsonNode value, String type) {
    JsonNode rules = types.path(type);
    if (!value.isObject()) {
      return Optional.of(at + " is no object of type " + type);
    }
    for (Map.Entry<String, JsonNode> rule : rules.properties()) {
      if (rule.getValue().path("required").asBoolean() && !value.has(rule.getKey())) {
        return Optional.of(at + " lacks the required property " + rule.getKey());
      }
    }
    return value.properties().stream()
        .map(entry -> faultInProperty(at, entry, rules))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<String> faultInProperty(
      String at, Map.Entry<String, JsonNode> entry, JsonNode rules) {
    String name = entry.getKey();
    if (!rules.has(name)) {
      return unless(rules.has(ANYTHING), at, "has no property " + name);
    }
    return fault(at + "." + name, entry.getValue(), rules.path(name).path("type").asText());
  }

  private void drop(JsonNode value, String type) {
    if (type.startsWith("[")) {
      value.forEach(item -> drop(item, type.substring(1, type.length() - 1)));
    } else if (value instanceof ObjectNode object && types.has(type)) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      names.forEach(name -> dropOrDescend(object, name, types.path(type).path(name)));
    }
  }

  private void dropOrDescend(ObjectNode object, String name, JsonNode rule) {
    if (rule.path("readOnly").asBoolean()) {
      object.remove(name);
    } else {
      drop(object.path(name), rule.path("type").asText());
    }
  }

  private static Optional<String> unless(boolean good, String at, String fault) {
    return good ? Optional.empty() : Optional.of(at + " " + fault);
  }
}
