package dev.baton.compose.netlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProberCommandsTest {
  private static final long MILLISECOND = 1_000_000;
  private static final long NOW = 5_000 * MILLISECOND;

  private final List<Answer> answers = new ArrayList<>();
  private long nextProbe;
  private final ProberCommands commands =
      new ProberCommands(() -> new ProbeReport(answers, 0, NOW), () -> nextProbe);

  @Test
  void waitsUntilOneHostAloneAnswersBothWays() throws InterruptedException {
    answered("a", 1, 4_500);

    assertThat(commands.obey("settled 0")).isEqualTo("a");
    assertThat(commands.obey("moved b 0")).isEqualTo("a");
    assertThat(commands.obey("moved a 0")).startsWith("timeout");
    assertThat(commands.obey("silent 0")).startsWith("timeout");
  }

  @Test
  void isNotSettledWhileTwoHostsAnswer() throws InterruptedException {
    answered("a", 1, 4_200);
    answered("b", 2, 4_500);

    assertThat(commands.obey("settled 0")).isEqualTo("timeout LINK [mac-a, mac-b] UDP [a, b]");
  }

  @Test
  void isNotSettledWhileASecondHostAnswersOnTheLinkAlone() throws InterruptedException {
    answered("a", 1, 4_500);
    answers.add(new Answer(Answer.Kind.LINK, 2, "mac-b", 4_600 * MILLISECOND));

    assertThat(commands.obey("settled 0")).startsWith("timeout");
  }

  @Test
  void knowsSilenceByTheLastSecond() throws InterruptedException {
    answered("a", 1, 3_999);

    assertThat(commands.obey("silent 0")).isEqualTo("nobody");
    assertThat(commands.obey("settled 0")).startsWith("timeout");
  }

  @Test
  void reportsFromTheMarkOn() throws InterruptedException {
    answered("a", 1, 1_000);
    nextProbe = 2;

    assertThat(commands.obey("mark")).isEqualTo("marked");
    assertThat(commands.obey("report")).isEqualTo("gap-ms=0.0 dual-ms=0 answered=nobody");

    answered("a", 2, 2_000);
    answered("b", 3, 2_012);
    assertThat(commands.obey("report")).isEqualTo("gap-ms=12.0 dual-ms=0 answered=a,b");

    answered("a", 3, 2_013);
    assertThat(commands.obey("report")).isEqualTo("gap-ms=12.0 dual-ms=4 answered=a,b");
  }

  @Test
  void saysWhatItDoesNotKnow() throws InterruptedException {
    assertThat(commands.obey("settled")).isEqualTo("unknown settled");
  }

  private void answered(String host, long probe, long milliseconds) {
    answers.add(new Answer(Answer.Kind.LINK, probe, "mac-" + host, milliseconds * MILLISECOND));
    answers.add(new Answer(Answer.Kind.UDP, probe, host, milliseconds * MILLISECOND));
  }
}
