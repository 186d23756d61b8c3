package dev.baton.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.log.RetryState.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RetryStateTest {

  static Stream<Arguments> failures() {
    IllegalStateException cause = new IllegalStateException("why");
    return Stream.of(
        Arguments.of(
            new LogUnavailableException("no broker", cause),
            Failure.UNAVAILABLE,
            List.of(100, 200, 400, 800, 1000, 1000)),
        Arguments.of(
            new LogMissingException("no topic", cause),
            Failure.MISSING,
            List.of(100, 200, 400, 800, 1000, 1000)),
        Arguments.of(new FencedException("claimed", cause), Failure.FENCED, List.of(1000, 1000)),
        Arguments.of(cause, Failure.UNEXPECTED, List.of(1000, 1000)),
        Arguments.of(new AssertionError("broken"), Failure.UNEXPECTED, List.of(1000, 1000)));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void waitsAsTheTableSays(Throwable failure, Failure kind, List<Integer> pauses) {
    assertThat(Failure.of(failure)).isEqualTo(kind);
    List<Integer> waited = new ArrayList<>();
    RetryState state = RetryState.NONE;
    for (int i = 0; i < pauses.size(); i++) {
      RetryState.Step step = state.failed(kind, 0);
      waited.add((int) step.pause().toMillis());
      state = step.next();
    }
    assertThat(waited).isEqualTo(pauses);
  }

  @Test
  void waitsShortlyAgainAfterASuccess() {
    RetryState failing = RetryState.NONE;
    for (int i = 0; i < 5; i++) {
      failing = failing.failed(Failure.UNAVAILABLE, 0).next();
    }

    assertThat(failing.succeeded().failed(Failure.UNAVAILABLE, 0).pause())
        .isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void tellsTheEndOfWhatItToldAndOfNothingElse() {
    RetryState told = RetryState.NONE.failed(Failure.UNAVAILABLE, 5).next();
    RetryState untold = told.succeeded().failed(Failure.UNAVAILABLE, 6).next();

    assertThat(RetryState.NONE.wasTold()).isFalse();
    assertThat(told.wasTold()).isTrue();
    assertThat(untold.wasTold()).isFalse();
    assertThat(untold.failed(Failure.MISSING, 7).next().wasTold()).isTrue();
  }

  /** One thing that happens, some time after the one before it. */
  record Turn(boolean succeeds, Failure failure, long nanosLater) {
    static Turn of(int number) {
      Failure failure = List.of(Failure.values()).get(number % 4);
      return new Turn(number % 5 == 0, failure, Duration.ofSeconds(number % 97).toNanos());
    }
  }

  @Property
  void tellsEachKindOfFailureAtOnceAndThenOnceAMinuteWhateverHappens(
      @ForAll @Size(max = 200) List<@IntRange(max = 100_000) Integer> turns) {
    Map<Failure, Long> told = new EnumMap<>(Failure.class);
    RetryState state = RetryState.NONE;
    long now = -Duration.ofMinutes(3).toNanos(); // The monotonic clock may be negative.
    for (Turn turn : turns.stream().map(Turn::of).toList()) {
      now += turn.nanosLater();
      if (turn.succeeds()) {
        state = state.succeeded();
        continue;
      }
      RetryState.Step step = state.failed(turn.failure(), now);
      Long before = told.get(turn.failure());
      boolean due = before == null || now - before >= Duration.ofMinutes(1).toNanos();
      assertThat(step.tells()).isEqualTo(due);
      assertThat(step.pause()).isBetween(Duration.ofMillis(100), Duration.ofSeconds(1));
      if (due) {
        told.put(turn.failure(), now);
      }
      state = step.next();
    }
  }
}
