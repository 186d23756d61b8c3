package dev.baton.spi;

/**
 * How many calls a platform allows an account, as it publishes: a token bucket.
 *
 * @param actions the calls that it counts: a regular expression for the whole of {@link
 *     ApiCall#action}
 * @param each whether each of these actions has a bucket of its own; otherwise they share one
 * @param perSecond how many tokens are added in a second; more than 0
 * @param burst how many tokens the bucket holds; at least 1
 * @param source where the platform publishes this
 */
public record CallLimit(
    String actions, boolean each, double perSecond, double burst, String source) {

  /** Checks the numbers and the expression. */
  public CallLimit {
    if (!(perSecond > 0) || !(burst >= 1)) {
      throw new IllegalArgumentException(
          actions + ": " + perSecond + " per second, burst " + burst);
    }
    boolean unused = "".matches(actions); // Throws if it is no regular expression.
  }

  /** Tells whether this limit counts that call. */
  public boolean counts(String action) {
    return action.matches(actions);
  }
}
