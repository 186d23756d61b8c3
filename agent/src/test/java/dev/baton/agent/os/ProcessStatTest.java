package dev.baton.agent.os;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessStatTest {

  @Test
  void readsPastNamesThatHoldBlanksAndParentheses() {
    String line =
        "4242 (a) S (b c) S 17 18 19 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 1 0 987654 1000 200 300";
    assertThat(ProcessStat.parse(line)).contains(new ProcessStat(4242, 'S', 17, 18, 19, 987654));
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
