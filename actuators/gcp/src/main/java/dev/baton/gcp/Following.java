package dev.baton.gcp;

import com.google.cloud.compute.v1.Operation;
import dev.baton.spi.ActuatorException;
import dev.baton.spi.Attempt;
import java.time.Duration;
import java.util.function.Function;

/** Follows an operation to its end. */
final class Following {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private Following() {}

  /**
   * Returns the operation when it has done its work.
   *
   * @param action the write that began it
   * @param underWay remembers it until it has ended
   * @param poll reads an operation of that name; pays for itself
   * @throws ActuatorException when it ends with an error; and when it is still under way as the
   *     attempt's time ends: whoever comes next reads what has become of it
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
