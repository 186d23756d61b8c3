package dev.baton.cloudstubs.gcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.cloudstubs.StubServer.Request;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a request asks for.
 *
 * @param verb what is to be done
 * @param path the resource, from {@code projects/} on
 * @param requestId the client's name for the request
 * @param body as sent; empty if there was none
 */
record Route(Verb verb, String path, Optional<String> requestId, ObjectNode body) {
  private static final String BASE = "/compute/v1/";

  /** The methods that are known. */
  enum Verb {
    GET("", ""),
    PATCH("", "patch"),
    GET_HEALTH("/getHealth", ""),
    TEST_PERMISSIONS("/testIamPermissions", ""),
    LIST_INSTANCES("/listInstances", ""),
    ADD_INSTANCES("/addInstances", "compute.instanceGroups.addInstances"),
    REMOVE_INSTANCES("/removeInstances", "compute.instanceGroups.removeInstances"),
    LIST_ENDPOINTS("/listNetworkEndpoints", ""),
    ATTACH_ENDPOINTS("/attachNetworkEndpoints", "attachNetworkEndpoints"),
    DETACH_ENDPOINTS("/detachNetworkEndpoints", "detachNetworkEndpoints"),
    NONE("", "");

    private final String suffix;
    private final String operationType;

    Verb(String suffix, String operationType) {
      this.suffix = suffix;
      this.operationType = operationType;
    }

    String operationType() {
      return operationType;
    }
  }

  static Route of(Request request) {
    String path = request.uri().getPath();
    String below = path.startsWith(BASE) ? path.substring(BASE.length()) : path;
    Verb verb = verb(request.method(), below);
    ObjectNode body = Json.parse(request.body()).orElseGet(Json::object);
    String resource = below.substring(0, below.length() - verb.suffix.length());
    return new Route(verb, resource, requestId(request), body);
  }

  private static Verb verb(String method, String path) {
    if (method.equals("GET")) {
      return Verb.GET;
    }
    if (method.equals("PATCH")) {
      return path.contains("/backendServices/") ? Verb.PATCH : Verb.NONE;
    }
    for (Verb verb : Verb.values()) {
      if (method.equals("POST") && !verb.suffix.isEmpty() && path.endsWith(verb.suffix)) {
        return verb;
      }
    }
    return Verb.NONE;
  }

  private static Optional<String> requestId(Request request) {
    String query = Optional.ofNullable(request.uri().getRawQuery()).orElse("");
    for (String part : query.split("&", -1)) {
      if (part.startsWith("requestId=")) {
        String value = part.substring("requestId=".length());
        return Optional.of(URLDecoder.decode(value, StandardCharsets.UTF_8));
      }
    }
    return Optional.empty();
  }

  /** Tells whether the answer may tell of the past: reads of anything but operations. */
  boolean staleable() {
    return switch (verb) {
      case GET -> !path.contains("/operations/");
      case GET_HEALTH, LIST_INSTANCES, LIST_ENDPOINTS -> true;
      case PATCH,
          TEST_PERMISSIONS,
          ADD_INSTANCES,
          REMOVE_INSTANCES,
          ATTACH_ENDPOINTS,
          DETACH_ENDPOINTS,
          NONE ->
          false;
    };
  }

  /** Returns the permission that is looked at first. */
  String action() {
    return switch (verb) {
      case GET -> "compute." + collection() + ".get";
      case GET_HEALTH -> "compute.regionBackendServices.get";
      case PATCH -> "compute.regionBackendServices.update";
      case TEST_PERMISSIONS, LIST_INSTANCES, LIST_ENDPOINTS -> "compute." + collection() + ".list";
      case ADD_INSTANCES, REMOVE_INSTANCES -> "compute.instanceGroups.update";
      case ATTACH_ENDPOINTS, DETACH_ENDPOINTS ->
          "compute.networkEndpointGroups." + verb.operationType;
      case NONE -> "compute.unknown";
    };
  }

  private String collection() {
    if (path.contains("/operations/")) {
      return path.contains("/regions/") ? "regionOperations" : "zoneOperations";
    }
    if (path.contains("/backendServices/")) {
      return "regionBackendServices";
    }
    String[] parts = path.split("/", -1);
    return parts.length > 1 ? parts[parts.length - 2] : "unknown";
  }
}
