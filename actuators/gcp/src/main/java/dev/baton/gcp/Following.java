package dev.baton.gcp;

import com.google.cloud.compute.v1.Operation;
import dev.baton.spi.ActuatorException;
import dev.baton.spi.Attempt;
import java.time.Duration;
import java.util.function.Function;

/** Waits for the end of an operation. */
final class Following {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private Following() {}

  /**
   * Returns the operation when it is done.
   *
   * @param action the write that started it
   * @param underWay remembers the operation until it has ended
   * @param poll reads the operation of that name, and asks the attempt before the call
   * @throws ActuatorException when the operation ends with an error, or when it still runs as the
   *     attempt's time ends; the next pass reads what it did
   */
  static Operation toItsEnd(
      Attempt attempt,
      String action,
      Operation begun,
      UnderWay underWay,
      Function<String, Operation> poll) {
    long start = System.nanoTime();
    Duration atMost = attempt.timeLeft();
    Duration pause = FIRST_PAUSE;
    Operation seen = begun;
    while (seen.getStatus() != Operation.Status.DONE) {
      String runs = "operation " + begun.getName() + " still runs";
      boolean patient = System.nanoTime() - start <= atMost.toNanos();
      if (!patient || !attempt.follow(action, runs, pause)) {
        throw new ActuatorException(ActuatorException.Kind.TRANSIENT, action, "RUNNING", runs);
      }
      pause = min(pause.multipliedBy(2), LONGEST_PAUSE);
      seen = poll.apply(begun.getName());
    }
    underWay.ended();
    if (seen.getError().getErrorsCount() > 0 || seen.getHttpErrorStatusCode() >= 400) {
      throw Errors.of(action, seen);
    }
    return seen;
  }

  private static Duration min(Duration left, Duration right) {
    return left.compareTo(right) <= 0 ? left : right;
  }
}
