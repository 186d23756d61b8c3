package dev.baton.compose.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.model.NodeId;
import dev.baton.model.fact.Health;
import dev.baton.model.fact.ProbeReport;
import dev.baton.model.fact.ProbeStatus;
import dev.baton.model.fact.Verdict;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What an agent tells the keeper of its host, as bytes. */
final class VerdictMessageTest {
  private static final long SEED = 15;

  private static final VerdictMessage DEAD =
      new VerdictMessage(
          new Health(
              new NodeId("a"),
              7,
              Verdict.UNHEALTHY,
              List.of(
                  new ProbeReport("postgres", "process", ProbeStatus.FAILING, "exited"),
                  new ProbeReport("answers", "tcp", ProbeStatus.PASSING, "")),
              true),
          -5);

  @Test
  void comesBackAsItWas() throws Exception {
    assertThat(VerdictMessage.of(DEAD.bytes())).isEqualTo(DEAD);
    VerdictMessage well =
        new VerdictMessage(
            new Health(new NodeId("b"), 0, Verdict.HEALTHY, List.of(), false), Long.MAX_VALUE);
    assertThat(VerdictMessage.of(well.bytes())).isEqualTo(well);
  }

  @Test
  void hasRoomForTheLongestReport() throws Exception {
    ProbeReport longest =
        new ProbeReport(
            "\uffff".repeat(128), "\uffff".repeat(32), ProbeStatus.FAILING, "\uffff".repeat(512));
    VerdictMessage message =
        new VerdictMessage(
            new Health(
                new NodeId("a"), 1, Verdict.UNHEALTHY, Collections.nCopies(64, longest), true),
            1);
    assertThat(message.bytes()).hasSizeLessThan(VerdictMessage.MOST_BYTES);
    assertThat(VerdictMessage.of(message.bytes())).isEqualTo(message);
  }

  @Test
  void refusesAnotherReleaseWhatIsCutAndWhatIsTooLong() {
    byte[] other = DEAD.bytes();
    other[0] = 2;
    assertThatThrownBy(() -> VerdictMessage.of(other)).hasMessage("its version is 2, not 1");
    byte[] good = DEAD.bytes();
    for (int length = 0; length < good.length; length++) {
      byte[] cut = Arrays.copyOf(good, length);
      assertThatThrownBy(() -> VerdictMessage.of(cut)).hasMessage("it is cut off");
    }
    assertThatThrownBy(() -> VerdictMessage.of(Arrays.copyOf(good, good.length + 1)))
        .hasMessage("1 bytes follow");
    assertThatThrownBy(() -> VerdictMessage.of(new byte[VerdictMessage.MOST_BYTES + 1]))
        .hasMessageContaining("more than 160000 bytes");
  }

  @Test
  void throwsNothingElseWhateverComes() {
    Random random = new Random(SEED);
    byte[] good = DEAD.bytes();
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = i % 2 == 0 ? good.clone() : new byte[random.nextInt(100)];
      if (i % 2 == 0) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      } else {
        random.nextBytes(bytes);
      }
      read(bytes);
    }
  }

  private static void read(byte[] bytes) {
    try {
      assertThat(VerdictMessage.of(bytes).bytes()).isNotEmpty();
    } catch (IOException e) {
      assertThat(e).isNotNull();
    }
  }
}
