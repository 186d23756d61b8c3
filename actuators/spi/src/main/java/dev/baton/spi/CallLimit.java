package dev.baton.spi;

/**
 * How many calls a platform lets an account make, as it publishes: a bucket of tokens.
 *
 * @param actions which calls it counts: a regular expression for the whole of {@link
 *     ApiCall#action}
 * @param each whether each of these actions has a bucket of its own; else they share one
 * @param perSecond tokens that come back in a second; more than 0
 * @param burst how many the bucket holds; at least 1
 * @param source where the platform says so
 */
public record CallLimit(
    String actions, boolean each, double perSecond, double burst, String source) {

  /** Checks the numbers and the expression. */
  public CallLimit {
    if (!(perSecond > 0) || !(burst >= 1)) {
      throw new IllegalArgumentException(
          actions + ": " + perSecond + " per second, burst " + burst);
    }
    boolean unused = "".matches(actions); // Fails here for what is no expression.
  }

  /** Tells whether it counts that call. */
  public boolean counts(String action) {
    return action.matches(actions);
  }
}
