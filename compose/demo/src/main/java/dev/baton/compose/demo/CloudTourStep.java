package dev.baton.compose.demo;

import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One event of the tour of a cloud.
 *
 * @param what what was done
 * @param from who held before
 * @param to who holds after
 * @param epoch under which
 * @param times when what was
 * @param sight what the client saw
 */
record CloudTourStep(String what, NodeId from, NodeId to, Epoch epoch, Times times, Sight sight) {

  /**
   * When what was; by the log where it stands there, otherwise by this machine's clock, which is
   * the same.
   *
   * @param fault when it was done
   * @param cause when the fact was appended that set the rest off
   * @param decided when the assignment was appended; empty where none is needed
   * @param changed when the cloud's data path had followed, by the stand-in
   * @param told when the actuator's word was appended that it had read it back
   */
  record Times(
      Instant fault,
      Optional<Instant> cause,
      Optional<Instant> decided,
      Instant changed,
      Instant told) {

    Optional<Duration> detection() {
      return cause.map(at -> Duration.between(fault, at));
    }

    Optional<Duration> decision() {
      return cause.flatMap(from -> decided.map(to -> Duration.between(from, to)));
    }

    Optional<Duration> api() {
      return decided
          .or(() -> cause)
          .map(from -> Duration.between(from, changed))
          .filter(time -> !time.isNegative());
    }

    Optional<Duration> verification() {
      return Optional.of(Duration.between(changed, told)).filter(time -> !time.isNegative());
    }

    Duration total() {
      return Duration.between(fault, told);
    }
  }

  /**
   * What the client saw.
   *
   * @param gap the longest time between two answers
   * @param dual for how long two hosts answered
   */
  record Sight(Duration gap, Duration dual) {}
}
