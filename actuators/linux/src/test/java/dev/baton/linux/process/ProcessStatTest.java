package dev.baton.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessStatTest {

  @Test
  void readsPastNamesThatHoldBlanksAndParentheses() {
    assertThat(ProcessStat.parse(line("4242 (a) S (b c)", 'S', 4194304, 256)))
        .contains(new ProcessStat(4242, 'S', 17, 18, 19, 4194304, 987654, 256, 0));
  }

  @ParameterizedTest
  @CsvSource({
    "S, 4194304, 0, false", // runs or waits
    "S, 4194304, 16384, false", // SIGTERM is pending, and may be caught
    "R, 4194304, 256, true", // SIGKILL is pending
    "R, 4195404, 0, true", // PF_EXITING is among its flags
    "Z, 4195404, 0, true",
    "X, 4195404, 0, true"
  })
  void tellsAThreadThatIsEnding(char state, long flags, long pending, boolean ending) {
    assertThat(ProcessStat.parse(line("17 (java)", state, flags, pending)))
        .map(ProcessStat::ending)
        .contains(ending);
  }

  @ParameterizedTest
  @CsvSource({
    "0, false", // runs, or has ended by itself
    "256, false", // has ended by itself, with status 1
    "9, true", // SIGKILL
    "139, true", // SIGSEGV, with its memory written down
    "19, false", // some kernels have here what has stopped it: SIGSTOP
    "4991, false" // the same as waitpid(2) has it
  })
  void tellsAProcessThatASignalEnds(long exitCode, boolean killed) {
    String more = " 0 0 0 17 1 0 0 0 0 0 1 2 3 4 5 6 7 " + exitCode;
    assertThat(ProcessStat.parse(line("17 (java)", 'S', 4194304, 0) + more))
        .map(ProcessStat::killed)
        .contains(killed);
  }

  @Test
  void doesNotKnowOnKernelsThatDoNotTell() {
    assertThat(ProcessStat.parse(line("17 (java)", 'S', 4194304, 0)))
        .map(ProcessStat::killed)
        .contains(false);
  }

  /** Fields 1 to 34. */
  private static String line(String name, char state, long flags, long pending) {
    return "%s %s 17 18 19 0 -1 %d 1 2 3 4 5 6 7 8 20 0 1 0 987654 %s %d 0 0 0"
        .formatted(name, state, flags, "1000 200 300 1 1 1 0 0", pending);
  }

  @Test
  void findsItsOwnProcess() {
    long self = ProcessHandle.current().pid();
    assertThat(ProcessStat.of(self)).map(ProcessStat::pid).contains(self);
    assertThat(ProcessStat.of(self)).map(ProcessStat::ended).contains(false);
  }

  @Test
  void hasNothingToSayOfATruncatedLine() {
    assertThat(ProcessStat.parse("4242 (a) S 17")).isEmpty();
    assertThat(ProcessStat.parse("")).isEmpty();
  }
}
