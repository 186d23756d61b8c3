package dev.baton.cloudstubs.gcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Who is in instance groups and network endpoint groups. */
final class Groups {
  private Groups() {}

  static ObjectNode instances(SortedSet<String> members) {
    ObjectNode answer = Json.object().put("kind", "compute#instanceGroupsListInstances");
    ArrayNode items = answer.putArray("items");
    for (String member : members) {
      items.addObject().put("instance", Resources.url(member)).put("status", "RUNNING");
    }
    return answer;
  }

  static ObjectNode endpoints(SortedSet<String> members) {
    ObjectNode answer =
        Json.object().put("kind", "compute#networkEndpointGroupsListNetworkEndpoints");
    ArrayNode items = answer.putArray("items");
    for (String member : members) {
      items.addObject().set("networkEndpoint", Json.parse(member).orElseGet(Json::object));
    }
    return answer;
  }

  /** Checks the request against what is there, and returns its effect. */
  static Consumer<Resources> adding(Route route, Resources now) {
    List<String> wanted = named(route, now);
    for (String member : wanted) {
      if (!isEndpoint(member) && now.members(route.path()).contains(member)) {
        throw Failure.of(
            400,
            "memberAlreadyExists",
            "Resource '" + member + "' is already a member of '" + route.path() + "'.");
      }
    }
    return resources -> resources.members(route.path()).addAll(wanted);
  }

  /** Checks the request against what is there, and returns its effect. */
  static Consumer<Resources> removing(Route route, Resources now) {
    List<String> wanted = named(route, now);
    for (String member : wanted) {
      if (!now.members(route.path()).contains(member)) {
        throw Failure.of(
            400, "invalid", "'" + member + "' is not a member of '" + route.path() + "'.");
      }
    }
    return resources -> resources.members(route.path()).removeAll(new TreeSet<>(wanted));
  }

  private static List<String> named(Route route, Resources now) {
    ObjectNode unused = now.get(route.path());
    SortedSet<String> members = new TreeSet<>();
    for (JsonNode each : route.body().path("instances")) {
      members.add(Resources.path(each.path("instance").asText()));
    }
    for (JsonNode each : route.body().path("networkEndpoints")) {
      members.add(each.toString());
    }
    if (members.isEmpty()) {
      throw Failure.of(400, "required", "Required field 'instances' not specified");
    }
    return List.copyOf(members);
  }

  /** Returns the machine behind a member. */
  static String instanceOf(String member) {
    return isEndpoint(member)
        ? Json.parse(member)
            .map(endpoint -> Resources.path(endpoint.path("instance").asText()))
            .orElse(member)
        : member;
  }

  private static boolean isEndpoint(String member) {
    return member.startsWith("{");
  }
}
