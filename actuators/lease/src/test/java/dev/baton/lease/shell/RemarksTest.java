package dev.baton.lease.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RemarksTest {
  private static final String FIRST = "02:00:00:00:00:01 claimed it on eth0";
  private static final long MEMORY = Remarks.MEMORY.toNanos();
  private final Remarks remarks = new Remarks();

  @Test
  void nameWhoElseAnswersUntilItIsSilentForAMinute() {
    remarks.conflict("10.20.0.10", FIRST, 0);

    assertThat(remarks.at(MEMORY)).containsExactly("another host answers for 10.20.0.10: " + FIRST);
    assertThat(remarks.at(MEMORY + 1)).isEmpty();
  }

  /** Each change is a record: who changes its Ethernet address with every frame makes none. */
  @Test
  void stayTheSameWhoeverSpeaksForTheAddress() {
    remarks.conflict("10.20.0.10", FIRST, 0);
    for (int other = 0; other < 100; other++) {
      remarks.conflict("10.20.0.10", "other " + other, Duration.ofSeconds(other).toNanos());
    }

    assertThat(remarks.at(Duration.ofSeconds(99).toNanos()))
        .containsExactly("another host answers for 10.20.0.10: " + FIRST);
  }

  @Test
  void areBounded() {
    for (int vip = 0; vip < 64; vip++) {
      remarks.conflict("10.20.0." + vip, FIRST, 0);
    }

    assertThat(remarks.at(0)).hasSize(15);
  }
}
