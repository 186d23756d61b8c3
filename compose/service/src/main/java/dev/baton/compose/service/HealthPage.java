package dev.baton.compose.service;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/**
 * The response of a health address: an HTTP status, and as JSON each service's status with its
 * reasons.
 *
 * @param status 200, or 503 if a service is not alive or not ready
 * @param body the JSON document
 */
record HealthPage(int status, String body) {

  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  /** Reports whether every service is alive. */
  static HealthPage live(List<Service> services) {
    return page(services, HealthStatus::alive, "live");
  }

  /** Reports whether every service is ready. */
  static HealthPage ready(List<Service> services) {
    return page(services, HealthStatus::ready, "ready");
  }

  private static HealthPage page(
      List<Service> services, Predicate<HealthStatus> good, String word) {
    List<Named> conditions =
        services.stream().map(service -> new Named(service.name(), service.condition())).toList();
    boolean all = conditions.stream().allMatch(named -> good.test(named.condition()));
    String body =
        JsonText.line(
            json -> {
              json.writeStartObject();
              json.writeBooleanField(word, all);
              json.writeArrayFieldStart("services");
              for (Named named : conditions) {
                write(json, named, word, good);
              }
              json.writeEndArray();
              json.writeEndObject();
            });
    return new HealthPage(all ? OK : UNAVAILABLE, body + "\n");
  }

  private static void write(
      JsonGenerator json, Named named, String word, Predicate<HealthStatus> good)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("service", named.name());
    json.writeBooleanField(word, good.test(named.condition()));
    json.writeArrayFieldStart("reasons");
    for (HealthStatus.Reason reason : named.condition().reasons()) {
      json.writeStartObject();
      json.writeStringField("code", reason.code());
      json.writeStringField("detail", reason.detail());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** A status with its service's name. */
  private record Named(String name, HealthStatus condition) {}
}
