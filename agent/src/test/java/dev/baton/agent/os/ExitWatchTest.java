package dev.baton.agent.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExitWatchTest {

  private Process child;

  /** Both ways, whatever this kernel has. */
  enum Way {
    PIDFD,
    PROC;

    Optional<ExitWatch> open(long pid) {
      return switch (this) {
        case PIDFD -> PidfdWatch.open(pid).map(watch -> watch);
        case PROC -> ProcWatch.open(pid, Duration.ofMillis(10)).map(watch -> watch);
      };
    }
  }

  @BeforeEach
  void startChild() throws IOException {
    child = new ProcessBuilder("sleep", "600").start();
  }

  @AfterEach
  void stopChild() {
    child.destroyForcibly();
  }

  @ParameterizedTest
  @EnumSource
  void tellsTheEndOfAProcess(Way way) {
    try (ExitWatch watch = way.open(child.pid()).orElseThrow()) {
      assertThat(watch.await(Optional.of(Duration.ofMillis(30))))
          .isEqualTo(ExitWatch.Outcome.RUNNING);
      child.destroyForcibly();
      assertThat(watch.await(Optional.empty())).isEqualTo(ExitWatch.Outcome.EXITED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void closingEndsAWaitWithoutEnd(Way way) throws Exception {
    ExitWatch watch = way.open(child.pid()).orElseThrow();
    CompletableFuture<ExitWatch.Outcome> outcome =
        CompletableFuture.supplyAsync(() -> watch.await(Optional.empty()));
    watch.close();
    assertThat(outcome.get(10, TimeUnit.SECONDS)).isEqualTo(ExitWatch.Outcome.CLOSED);
    watch.close();
    assertThat(watch.await(Optional.empty())).isEqualTo(ExitWatch.Outcome.CLOSED);
  }

  @ParameterizedTest
  @EnumSource
  void findsNoProcessWhereNoneIs(Way way) throws Exception {
    child.destroyForcibly();
    child.waitFor();
    assertThat(way.open(child.pid())).isEmpty();
  }

  @Test
  void prefersToBeToldByTheKernel() {
    try (ExitWatch watch = ExitWatch.open(child.pid(), Duration.ofSeconds(1)).orElseThrow()) {
      assertThat(watch.how())
          .isEqualTo(
              PidfdWatch.support() == PidfdWatch.Support.AVAILABLE
                  ? "pidfd"
                  : "looking into /proc each 1000 ms: the kernel has no pidfd");
    }
  }
}
