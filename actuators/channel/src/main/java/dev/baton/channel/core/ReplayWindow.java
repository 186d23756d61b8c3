package dev.baton.channel.core;

/**
 * Remembers which of a session's sequence numbers were heard: the highest, and which of the {@value
 * #WIDTH} up to it (RFC 4303, section 3.4.3). Used by one thread.
 */
final class ReplayWindow {
  /** How many numbers below the highest can still be told apart. */
  static final int WIDTH = 64;

  private long highest;

  /** Bit n stands for {@code highest - n}. */
  private long heard;

  /**
   * Takes a number, once.
   *
   * @param sequence 1 at least
   * @return false if it was heard before, or is too old to tell
   */
  boolean take(long sequence) {
    if (sequence > highest) {
      long ahead = sequence - highest;
      heard = ahead < WIDTH ? heard << ahead | 1 : 1;
      highest = sequence;
      return true;
    }
    long behind = highest - sequence;
    if (behind >= WIDTH || (heard >>> behind & 1) == 1) {
      return false;
    }
    heard |= 1L << behind;
    return true;
  }
}
