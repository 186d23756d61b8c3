package dev.baton.cloudstubs.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.cloudstubs.StubServer.Answer;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What the service refuses in a load balancer's body beyond what its description says. */
final class PutRules {
  private final BodyRules rules;

  PutRules(BodyRules rules) {
    this.rules = rules;
  }

  /** Returns the refusal of a body that is to replace another, if there is one. */
  Optional<Answer> refusal(ObjectNode body, ObjectNode present) {
    Optional<String> fault = rules.fault(body);
    if (fault.isPresent()) {
      return bad("InvalidRequestFormat", "Cannot parse the request. " + fault.orElseThrow());
    }
    if (!body.has("location")) {
      return bad("LocationRequired", "The location property is required for this definition.");
    }
    if (!body.path("location").equals(present.path("location"))) {
      return bad("InvalidResourceLocation", "The resource already exists in another location.");
    }
    if (!body.at("/sku/name").equals(present.at("/sku/name"))) {
      return bad("SkuCannotBeChangedOnUpdate", "The SKU of a load balancer cannot be changed.");
    }
    return inPools(body);
  }

  private static Optional<Answer> inPools(ObjectNode body) {
    for (JsonNode pool : body.at("/properties/backendAddressPools")) {
      Optional<Answer> refusal = inPool(pool);
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return Optional.empty();
  }

  private static Optional<Answer> inPool(JsonNode pool) {
    JsonNode entries = pool.at("/properties/loadBalancerBackendAddresses");
    if (repeats(entries, "/name") || repeats(entries, "/properties/ipAddress")) {
      return bad("InvalidRequest", "Names and addresses in a backend pool must be unique.");
    }
    boolean networkOfPool = pool.at("/properties").has("virtualNetwork");
    for (JsonNode entry : entries) {
      if (!networkOfPool && isLost(entry.path("properties"))) {
        return bad("InvalidRequest", "A backend address needs a virtual network or a subnet.");
      }
    }
    return Optional.empty();
  }

  private static boolean repeats(JsonNode entries, String pointer) {
    Set<String> seen = new HashSet<>();
    for (JsonNode entry : entries) {
      JsonNode value = entry.at(pointer);
      if (!value.isMissingNode() && !seen.add(value.asText())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLost(JsonNode properties) {
    boolean network = properties.has("virtualNetwork") || properties.has("subnet");
    return properties.has("ipAddress") && !network;
  }

  private static Optional<Answer> bad(String code, String message) {
    return Optional.of(ArmErrors.error(400, code, message));
  }
}
