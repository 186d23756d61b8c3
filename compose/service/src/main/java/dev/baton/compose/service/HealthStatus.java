package dev.baton.compose.service;

import java.util.List;

/**
 * The status of a service.
 *
 * @param alive whether it can still work; if not, the process ends, so that it is restarted
 * @param reasons why it is not ready, or why it is not alive; empty when it is ready
 */
public record HealthStatus(boolean alive, List<Reason> reasons) {

  /** Alive and ready. */
  public static final HealthStatus READY = new HealthStatus(true, List.of());

  /** The code of a reason that concerns Kafka's topics. */
  public static final String TOPICS = "topics";

  /** Freezes the list. */
  public HealthStatus {
    reasons = List.copyOf(reasons);
  }

  /** Returns the status of a service that is alive and not ready. */
  public static HealthStatus waiting(String code, String detail) {
    return new HealthStatus(true, List.of(new Reason(code, detail)));
  }

  /** Returns the status of a service that is not alive. */
  public static HealthStatus failed(String detail) {
    return new HealthStatus(false, List.of(new Reason("failed", detail)));
  }

  /** Tells whether the service is ready: alive, and nothing is missing. */
  public boolean ready() {
    return alive && reasons.isEmpty();
  }

  /**
   * Why a service is not ready.
   *
   * @param code a word for programs: lower-case, with hyphens
   * @param detail a sentence for operators
   */
  public record Reason(String code, String detail) {}
}
