package dev.baton.model.state;

import dev.baton.model.Bounds;

/**
 * A node could not add the VIPs that it was assigned. This counts until the node holds them, its
 * agent reports a change to healthy, a definition comes into force, or an operator forgives it.
 *
 * @param times how often in a row, at least 1
 * @param why the reason that it gave the last time; at most 1024 characters
 */
public record FailedTake(int times, String why) {
  /** Checks the count and bounds the text. */
  public FailedTake {
    if (times < 1) {
      throw new IllegalArgumentException("times: " + times + " is below 1");
    }
    why = Bounds.text(why, 1024);
  }
}
