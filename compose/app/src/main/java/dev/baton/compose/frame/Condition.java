package dev.baton.compose.frame;

import java.util.List;

/**
 * How a service fares.
 *
 * @param alive whether it can still do its work; if not, the process ends to be started anew
 * @param reasons why it is not ready, or if not alive what ended it; empty when it is ready
 */
public record Condition(boolean alive, List<Reason> reasons) {

  /** Alive, and nothing is missing. */
  public static final Condition READY = new Condition(true, List.of());

  /** The code of a reason that lies in Kafka's topics. */
  public static final String TOPICS = "topics";

  /** Freezes the list. */
  public Condition {
    reasons = List.copyOf(reasons);
  }

  /** Alive, but not ready for this reason. */
  public static Condition waiting(String code, String detail) {
    return new Condition(true, List.of(new Reason(code, detail)));
  }

  /** Over, for this reason. */
  public static Condition failed(String detail) {
    return new Condition(false, List.of(new Reason("failed", detail)));
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
