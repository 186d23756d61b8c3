package dev.baton.agent.core;

/**
 * The result of one check of a probe.
 *
 * @param passed whether the check passed
 * @param detail what the check saw, in a few words for operators
 */
public record Sample(boolean passed, String detail) {

  /** Returns a sample that passed. */
  public static Sample passed(String detail) {
    return new Sample(true, detail);
  }

  /** Returns a sample that failed. */
  public static Sample failed(String detail) {
    return new Sample(false, detail);
  }
}
