package dev.baton.compose.service;

import java.util.List;

/**
 * How a service fares.
 *
 * @param alive whether it can still do its work; if not, the process ends to be started anew
 * @param reasons why it is not ready, or if not alive what ended it; empty when it is ready
 */
public record HealthStatus(boolean alive, List<Reason> reasons) {

  /** Alive, and nothing is missing. */
  public static final HealthStatus READY = new HealthStatus(true, List.of());

  /** The code of a reason that lies in Kafka's topics. */
  public static final String TOPICS = "topics";

  /** Freezes the list. */
  public HealthStatus {
    reasons = List.copyOf(reasons);
  }

  /** Alive, but not ready for this reason. */
  public static HealthStatus waiting(String code, String detail) {
    return new HealthStatus(true, List.of(new Reason(code, detail)));
  }

  /** Over, for this reason. */
  public static HealthStatus failed(String detail) {
    return new HealthStatus(false, List.of(new Reason("failed", detail)));
  }

  /** Tells whether it does its work. */
  public boolean ready() {
    return alive && reasons.isEmpty();
  }

  /**
   * Why a service is not ready.
   *
   * @param code a word for programs: lower-case, hyphens
   * @param detail a sentence for people
   */
  public record Reason(String code, String detail) {}
}
