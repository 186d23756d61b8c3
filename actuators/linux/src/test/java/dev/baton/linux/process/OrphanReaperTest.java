package dev.baton.linux.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A subreaper is handed orphans as the first process of a container is, prctl(2). */
class OrphanReaperTest {

  private static final Duration LONG = Duration.ofMinutes(2);

  @BeforeEach
  void standForTheFirstProcess() {
    int unused = Control.prctl(Control.PR_SET_CHILD_SUBREAPER, 1);
  }

  @AfterEach
  void standForIt() {
    int unused = Control.prctl(Control.PR_SET_CHILD_SUBREAPER, 0);
  }

  @Test
  void leavesNoZombieOfWhatAScriptLeftBehind() throws Exception {
    try (OrphanReaper reaper = OrphanReaper.started(Duration.ofMillis(20))) {
      Child child =
          Child.start(List.of("sh", "-c", "for i in 1 2 3; do (sleep 0.1 &) done"), Map.of());

      assertThat(child.await(LONG).exitStatus()).contains(0);

      await().atMost(LONG).until(() -> children() == 0);
      assertThat(reaper).isNotNull();
    }
  }

  @Test
  void leavesAChildOfTheJdkToTheJdk() throws Exception {
    try (OrphanReaper reaper = OrphanReaper.started(Duration.ofMillis(1))) {
      for (int round = 0; round < 50; round++) {
        Child child = Child.start(List.of("sh", "-c", "exit 7"), Map.of());
        assertThat(child.await(LONG).exitStatus()).contains(7);
      }
      assertThat(reaper).isNotNull();
    }
  }

  private static long children() throws IOException {
    long self = ProcessHandle.current().pid();
    return ProcessTree.snapshot().stream().filter(process -> process.parent() == self).count();
  }

  /** The call by which a test JVM becomes one that is handed orphans. */
  private static final class Control {
    static final int PR_SET_CHILD_SUBREAPER = 36;

    static {
      Native.register(Control.class, Platform.C_LIBRARY_NAME);
    }

    private Control() {}

    static native int prctl(int option, long value) throws LastErrorException;
  }
}
