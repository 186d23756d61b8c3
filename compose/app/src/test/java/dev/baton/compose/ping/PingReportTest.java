package dev.baton.compose.ping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.compose.ping.PingReport.Answer;
import dev.baton.compose.ping.PingReport.Silence;
import dev.baton.model.ClusterId;
import dev.baton.model.MemberAddress;
import dev.baton.model.NodeId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PingReportTest {
  private static final ClusterId WEB = new ClusterId("web");
  private static final NodeId A = new NodeId("a");
  private static final PingReport MIXED =
      new PingReport(
          WEB,
          A,
          Optional.empty(),
          List.of(
              answer("b", "10.20.0.12", Optional.of(Duration.ofNanos(312_400))),
              answer("b", "fd00::12", Optional.empty()),
              new Answer(new NodeId("c"), Optional.empty(), Optional.empty())));

  private static Answer answer(String node, String address, Optional<Duration> after) {
    return new Answer(new NodeId(node), Optional.of(new MemberAddress(address, 9480)), after);
  }

  @Test
  void isALineForEachAddress() {
    assertThat(PingText.of(MIXED))
        .isEqualTo(
            """
            web, asked by a:
              b            10.20.0.12:9480        answered after 0.312 ms
              b            [fd00::12]:9480        no answer within 1000 ms
              c            -                      not asked: the log has no channel of it; it \
            has no session, no key, or it cannot listen; see: baton status web
            """);
    assertThat(MIXED.isComplete()).isFalse();
  }

  @Test
  void isCompleteWhenEveryAddressHasAnswered() {
    Answer answered = MIXED.answers().get(0);

    assertThat(new PingReport(WEB, A, Optional.empty(), List.of(answered)).isComplete()).isTrue();
    assertThat(
            new PingReport(WEB, A, Optional.empty(), List.of(answered, MIXED.answers().get(1)))
                .isComplete())
        .isFalse();
    assertThat(PingText.of(new PingReport(WEB, A, Optional.empty(), List.of())))
        .isEqualTo("web, asked by a: there is no other member\n");
  }

  @ParameterizedTest
  @EnumSource
  void saysWhyNobodyWasAsked(Silence why) {
    PingReport report = PingReport.silent(WEB, A, why);

    assertThat(PingText.of(report)).startsWith("web, asked by a: nobody was asked: th");
    assertThat(PingJson.read(PingJson.line(report))).isEqualTo(report);
    assertThat(report.isComplete()).isFalse();
  }

  @Test
  void theJsonFormIsStable() {
    assertThat(PingJson.line(MIXED))
        .isEqualTo(
            "{\"cluster\":\"web\",\"node\":\"a\",\"deadlineMs\":1000,\"silence\":null,"
                + "\"why\":null,\"members\":["
                + "{\"node\":\"b\",\"address\":\"10.20.0.12:9480\",\"result\":\"ANSWERED\","
                + "\"ms\":0.312,\"why\":null},"
                + "{\"node\":\"b\",\"address\":\"[fd00::12]:9480\",\"result\":\"NO_ANSWER\","
                + "\"ms\":null,\"why\":\"no answer within 1000 ms\"},"
                + "{\"node\":\"c\",\"address\":null,\"result\":\"NO_CHANNEL\",\"ms\":null,"
                + "\"why\":\"not asked: the log has no channel of it; it has no session, no key,"
                + " or it cannot listen; see: baton status web\"}]}");
  }

  @Test
  void isReadAsItWasWritten() {
    assertThat(PingText.of(PingJson.read(PingJson.indented(MIXED)))).isEqualTo(PingText.of(MIXED));
    assertThat(PingJson.read(PingJson.line(MIXED).replace("{\"node\"", "{\"new\":[{}],\"node\"")))
        .isEqualTo(PingJson.read(PingJson.line(MIXED)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "[]",
        "{}",
        "{\"cluster\":\"web\",\"node\":\"a\"}",
        "{\"cluster\":\"web\",\"node\":\"a\",\"members\":[7]}",
        "{\"cluster\":\"web\",\"node\":\"a\",\"members\":[{}]}",
        "{\"cluster\":\"web\",\"node\":\"a\u001b[2J\",\"members\":[]}",
        "{\"cluster\":\"web\",\"node\":\"a\",\"members\":[]} more",
        "{\"cluster\":\"web\",\"node\":\"a\",\"members\":[",
        "{\"cluster\":\"web\",\"node\":\"a\",\"silence\":\"TIRED\",\"members\":[]}",
        "{\"cluster\":\"web\",\"node\":\"a\",\"members\":[{\"node\":\"b\",\"ms\":1e999}]}",
        "{\"cluster\":\"web\",\"node\":\"a\",\"members\":[{\"node\":\"b\",\"ms\":-1}]}",
        "{\"cluster\":\"web\",\"node\":\"a\",\"members\":[{\"node\":\"b\",\"address\":\"x\"}]}"
      })
  void refusesWhatIsNoReport(String text) {
    assertThatThrownBy(() -> PingJson.read(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void throwsNothingElseWhateverComes() {
    Random random = new Random(15);
    String whole = PingJson.line(MIXED);
    for (int input = 0; input < 20_000; input++) {
      StringBuilder text = new StringBuilder(whole);
      for (int change = random.nextInt(4); change >= 0; change--) {
        text.setCharAt(random.nextInt(text.length()), whole.charAt(random.nextInt(whole.length())));
      }
      text.setLength(random.nextInt(10) == 0 ? random.nextInt(text.length()) : text.length());
      try {
        assertThat(PingText.of(PingJson.read(text.toString()))).doesNotContain("\u001b");
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageNotContaining("\u001b");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/channel/", "/channel/ping", "/channel//ping", "/channel/W!/ping", "/"})
  void findsAClusterInNoOtherPath(String path) {
    assertThat(PingReport.cluster(path)).isEmpty();
    assertThat(PingReport.cluster(PingReport.path(WEB))).contains(WEB);
  }
}
