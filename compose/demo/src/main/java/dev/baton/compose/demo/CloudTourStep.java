package dev.baton.compose.demo;

import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One step of the tour with a cloud.
 *
 * @param what what was done
 * @param from the holder before
 * @param to the holder after
 * @param epoch its epoch
 * @param times when each part of the move happened
 * @param sight what the client saw
 */
record CloudTourStep(String what, NodeId from, NodeId to, Epoch epoch, Times times, Sight sight) {

  /**
   * When each part of a move happened: by the timestamps of records, otherwise by this machine's
   * clock, which is the same clock.
   *
   * @param fault when the fault was caused
   * @param cause when the fact was appended that started the move
   * @param decided when the assignment was appended; empty if none is needed
   * @param changed when the stand-in had changed its data path
   * @param told when the actuator's outcome was appended, after it had read back the change
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
