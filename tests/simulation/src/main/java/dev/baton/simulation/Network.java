package dev.baton.simulation;

import java.time.Duration;

/** How long things take on the way to the log, in it, and back. */
final class Network {
  private static final int MICROS_PER_MILLI = 1_000;

  private final Dice dice;
  private final long leastMicros;
  private final long mostMicros;
  private final long timeoutNanos;
  private int slow;

  Network(Dice dice, Duration giveUpAfter) {
    this.dice = dice;
    this.leastMicros = dice.between(100, 1_000);
    this.mostMicros = leastMicros + dice.between(200, 3_000);
    this.timeoutNanos = giveUpAfter.toNanos();
  }

  /** One way between a process and the log. */
  long latency() {
    if (slow > 0 && dice.percent(20)) {
      return dice.micros(leastMicros, 400L * MICROS_PER_MILLI);
    }
    return dice.permille(10)
        ? dice.micros(leastMicros, 20L * MICROS_PER_MILLI)
        : dice.micros(leastMicros, mostMicros);
  }

  /** From a leader's tail to every replica in sync. */
  long replication() {
    return slow > 0 && dice.percent(10)
        ? dice.micros(100, 100L * MICROS_PER_MILLI)
        : dice.micros(100, 700);
  }

  /** After which a client gives an append up. */
  long deliveryTimeout() {
    return timeoutNanos;
  }

  /** Begins or ends a time in which much takes long. */
  void slow(int by) {
    slow = Math.max(0, slow + by);
  }
}
