package dev.baton.cloudstubs.gcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.SortedSet;

/** What health checks say: one entry for each member and each rule that leads to the service. */
final class Health {
  private final Resources seen;
  private final SortedSet<String> unhealthy;

  Health(Resources seen, SortedSet<String> unhealthy) {
    this.seen = seen;
    this.unhealthy = unhealthy;
  }

  ObjectNode of(Route route) {
    ObjectNode service = seen.get(route.path());
    String group = Resources.path(route.body().path("group").asText());
    requireBackend(service, group);
    ObjectNode answer = Json.object().put("kind", "compute#backendServiceGroupHealth");
    ArrayNode states = Json.object().putArray("healthStatus");
    for (String member : seen.members(group)) {
      seen.all().forEach((path, rule) -> judge(states, member, path, rule, route.path()));
    }
    if (!states.isEmpty()) {
      answer.set("healthStatus", states);
    }
    return answer;
  }

  private static void requireBackend(ObjectNode service, String group) {
    for (JsonNode backend : service.path("backends")) {
      if (Resources.path(backend.path("group").asText()).equals(group)) {
        return;
      }
    }
    throw Failure.of(
        400,
        "invalid",
        "Invalid value for field 'resource.group': '" + group + "'. Not a backend.");
  }

  private void judge(
      ArrayNode states, String member, String path, ObjectNode rule, String service) {
    boolean leadsHere =
        path.contains("/forwardingRules/")
            && Resources.path(rule.path("backendService").asText()).equals(service);
    if (!leadsHere) {
      return;
    }
    boolean six = rule.path("ipVersion").asText().equals("IPV6");
    String instance = Groups.instanceOf(member);
    states
        .addObject()
        .put("instance", Resources.url(instance))
        .put("forwardingRule", Resources.url(path))
        .put("forwardingRuleIp", rule.path("IPAddress").asText())
        .put("port", 80)
        .put(
            six ? "ipv6HealthState" : "healthState",
            unhealthy.contains(instance) ? "UNHEALTHY" : "HEALTHY");
  }
}
