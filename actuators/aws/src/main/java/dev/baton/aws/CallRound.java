package dev.baton.aws;

import dev.baton.spi.ActuatorException;
import dev.baton.spi.Attempt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Those who share a call, and what came of it. Used under its owner's lock. */
final class CallRound<Q, A> {
  private final long openedAt;
  private final List<Seat<Q>> seats = new ArrayList<>();
  private Optional<Function<Q, A>> answers = Optional.empty();
  private Optional<ActuatorException> failure = Optional.empty();
  private boolean together;
  private boolean led;
  private long begunAt;

  /** One who asks. Each is somebody else, whatever he asks for. */
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

  /** Opens one, by the monotonic clock in ns. */
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

  /** Goes on without him. */
  void refuse(Seat<Q> seat, ActuatorException refusal) {
    leave(seat);
    seat.refusal = Optional.of(refusal);
  }

  List<Seat<Q>> seats() {
    return List.copyOf(seats);
  }

  /** What is asked for, each once. */
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

  /** Tells whether he was refused for good, and others with him. */
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
   * Returns what he is answered, after the end.
   *
   * @throws ActuatorException what he, or all, were refused with
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
