package dev.baton.aws;

import dev.baton.spi.ActuatorException;
import dev.baton.spi.Attempt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The passes that share one call, and the call's result. Used under the lock of its {@link
 * CallRounds}.
 */
final class CallRound<Q, A> {
  private final long openedAt;
  private final List<Seat<Q>> seats = new ArrayList<>();
  private Optional<Function<Q, A>> answers = Optional.empty();
  private Optional<ActuatorException> failure = Optional.empty();
  private boolean together;
  private boolean led;
  private long begunAt;

  /** One pass in a round. Two seats are never equal, whatever they ask for. */
  static final class Seat<Q> {
    private final Q question;
    private final Attempt attempt;
    private Optional<ActuatorException> refusal = Optional.empty();

    Seat(Q question, Attempt attempt) {
      this.question = question;
      this.attempt = attempt;
    }

    Q question() {
      return question;
    }

    Attempt attempt() {
      return attempt;
    }
  }

  /**
   * Opens a round.
   *
   * @param openedAt by the monotonic clock in ns
   */
  CallRound(long openedAt) {
    this.openedAt = openedAt;
  }

  long openedAt() {
    return openedAt;
  }

  long begunAt() {
    return begunAt;
  }

  void begin(long now) {
    begunAt = now;
  }

  boolean isLed() {
    return led;
  }

  void led(boolean bySomebody) {
    led = bySomebody;
  }

  void take(Seat<Q> seat) {
    seats.add(seat);
  }

  void leave(Seat<Q> seat) {
    seats.removeIf(taken -> taken == seat);
  }

  /** Removes a seat from the round, with the reason. */
  void refuse(Seat<Q> seat, ActuatorException refusal) {
    leave(seat);
    seat.refusal = Optional.of(refusal);
  }

  List<Seat<Q>> seats() {
    return List.copyOf(seats);
  }

  /** Returns what the seats ask for, each question once. */
  List<Q> questions() {
    return seats.stream().map(Seat::question).distinct().toList();
  }

  void end(Function<Q, A> with) {
    answers = Optional.of(with);
  }

  void fail(ActuatorException with) {
    together = questions().size() > 1;
    failure = Optional.of(with);
  }

  boolean hasEnded() {
    return answers.isPresent() || failure.isPresent();
  }

  /**
   * Tells whether the call was refused for good while several questions shared it, so that this
   * seat must ask again alone.
   */
  boolean isSpoiltFor(Seat<Q> seat) {
    return seat.refusal.isEmpty()
        && together
        && failure
            .filter(
                refusal ->
                    refusal.kind() == ActuatorException.Kind.PERMANENT
                        || refusal.kind() == ActuatorException.Kind.LOST_RACE)
            .isPresent();
  }

  /**
   * Returns the answer for a seat, after the round has ended.
   *
   * @throws ActuatorException why this seat, or the whole round, was refused
   */
  A answer(Seat<Q> seat) {
    seat.refusal
        .or(() -> failure)
        .ifPresent(
            refusal -> {
              throw refusal;
            });
    return answers.orElseThrow().apply(seat.question());
  }
}
