package dev.baton.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.linux.RealTime;
import dev.baton.linux.SystemCallException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** What the kernel says of a thread that asked for real-time scheduling. */
final class RealTimeTest {
  private static final String ORDINARY = "priority 0 policy 0";
  private static final long DEADLINE_SECONDS = 30;
  private static final String ROUND_ROBIN = "priority 1 policy 2";

  @Test
  void isTheCallingThreadsAlone() {
    assertThat(
            onAThread(
                () -> {
                  RealTime.begin();
                  return scheduling() + ", made: " + onAThread(RealTimeTest::scheduling);
                }))
        .isEqualTo(ROUND_ROBIN + ", made: " + ORDINARY);
  }

  @Test
  void isHigherForWhatMeasures() {
    assertThat(
            onAThread(
                () -> {
                  RealTime.beginBeforeOthers();
                  return scheduling() + ", made: " + onAThread(RealTimeTest::scheduling);
                }))
        .isEqualTo("priority 2 policy 2, made: " + ORDINARY);
  }

  @Test
  void isAlsoThatOfThreadsToCome() {
    assertThat(
            onAThread(
                () -> {
                  RealTime.beginWithThreadsToCome();
                  return onAThread(RealTimeTest::scheduling);
                }))
        .isEqualTo(ROUND_ROBIN);
  }

  @Test
  void ends() {
    assertThat(
            onAThread(
                () -> {
                  RealTime.beginWithThreadsToCome();
                  RealTime.end();
                  return scheduling() + ", made: " + onAThread(RealTimeTest::scheduling);
                }))
        .isEqualTo(ORDINARY + ", made: " + ORDINARY);
  }

  @Test
  void isGivenToThreadsByTheirName() {
    assertThat(
            onAThread(
                () -> {
                  Thread.currentThread().setName("one-of-a-kind-and-more");
                  return onAThread(RealTimeTest::giveToThatKind) + ", given: " + scheduling();
                }))
        .isEqualTo(ORDINARY + ", given: " + ROUND_ROBIN);
  }

  /** Gives it to threads of another name, by what the kernel keeps of that. */
  private static String giveToThatKind() {
    RealTime.give(ProcessHandle.current().pid(), Set.of("one-of-a-kind-a"));
    return scheduling();
  }

  /** Something that is asked. */
  private interface Question {
    String answer();
  }

  private static String onAThread(Question question) {
    FutureTask<String> answer = new FutureTask<>(question::answer);
    new Thread(answer).start();
    try {
      return answer.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SystemCallException missing) {
        Requirements.require(false, "real-time scheduling (CAP_SYS_NICE): " + missing.getMessage());
      }
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown; // among them a skip that a thread of that thread asked for
      }
      throw new AssertionError(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("no answer", e);
    }
  }

  /** Fields 40 and 41 of /proc/thread-self/stat, proc_pid_stat(5). */
  private static String scheduling() {
    try {
      String line = Files.readString(Path.of("/proc/thread-self/stat"));
      String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
      return "priority " + fields[40 - 3] + " policy " + fields[41 - 3];
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
