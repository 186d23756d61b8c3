package dev.baton.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.jvm.JavaCommand;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
    assertThat(outcome.get(2, TimeUnit.MINUTES)).isEqualTo(ExitWatch.Outcome.CLOSED);
    watch.close();
    assertThat(watch.await(Optional.empty())).isEqualTo(ExitWatch.Outcome.CLOSED);
  }

  @ParameterizedTest
  @EnumSource
  void findsNoProcessWhereNoneIs(Way way) throws Exception {
    child.destroyForcibly();
    assertThat(child.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(way.open(child.pid())).isEmpty();
  }

  /**
   * While the last thread takes the memory down it stands beside the first, a zombie; when that is
   * done the first stands alone. If the test is held up just then it sees the latter: one of a few
   * attempts is enough. Kernels before 6.9 tell of the latter only.
   */
  @Test
  void isToldOfAKillBeforeTheKernelHasTakenTheMemoryDown() throws IOException {
    boolean early = false;
    for (int attempt = 0; attempt < 5 && !early; attempt++) {
      early = threadsLeftWhenToldOfAKill() > 1;
    }
    assertThat(early).isEqualTo(Sentinels.offered());
  }

  private static int threadsLeftWhenToldOfAKill() throws IOException {
    Process heavy =
        new ProcessBuilder(
                JavaCommand.of(HeavyMain.class).with("-XX:MaxDirectMemorySize=600m").words())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (ExitWatch watch = PidfdWatch.open(heavy.pid()).orElseThrow()) {
      assertThat(heavy.inputReader().readLine()).isEqualTo("ready with 1");
      assertThat(watch.await(Optional.of(Duration.ZERO))).isEqualTo(ExitWatch.Outcome.RUNNING);
      heavy.destroyForcibly();
      assertThat(watch.await(Optional.empty())).isEqualTo(ExitWatch.Outcome.EXITED);
      int left = Threads.of(heavy.pid()).size();
      assertThat(PidfdWatch.open(heavy.pid())).isEmpty();
      return left;
    } finally {
      heavy.destroyForcibly();
    }
  }

  /** Threads that come and go are no end, also when all those that were watched have gone. */
  @Test
  void goesOnWatchingAProcessSomeOfWhoseThreadsHaveEnded() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    long self = ProcessHandle.current().pid();
    List<Thread> threads =
        Stream.generate(() -> new Thread(() -> awaitUninterrupted(end))).limit(20).toList();
    threads.forEach(Thread::start);
    int all = Threads.of(self).size();
    ExitWatch watch = PidfdWatch.open(self, all).orElseThrow();
    assertThat(watch.await(Optional.of(Duration.ZERO))).isEqualTo(ExitWatch.Outcome.RUNNING);
    CompletableFuture<ExitWatch.Outcome> outcome =
        CompletableFuture.supplyAsync(() -> watch.await(Optional.empty()));
    end.countDown();
    for (Thread thread : threads) {
      thread.join(TimeUnit.SECONDS.toMillis(30));
      assertThat(thread.isAlive()).isFalse();
    }
    watch.close();
    assertThat(outcome.get(2, TimeUnit.MINUTES)).isEqualTo(ExitWatch.Outcome.CLOSED);
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      boolean unused = latch.await(2, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
