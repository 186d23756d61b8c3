package dev.baton.agent.core;

/**
 * What one look at one thing said.
 *
 * @param passed whether it was as it should be
 * @param detail what was seen, in a few words for people
 */
public record Sample(boolean passed, String detail) {

  /** Returns a sample that says that all is well. */
  public static Sample passed(String detail) {
    return new Sample(true, detail);
  }

  /** Returns a sample that says that something is not as it should be. */
  public static Sample failed(String detail) {
    return new Sample(false, detail);
  }
}
