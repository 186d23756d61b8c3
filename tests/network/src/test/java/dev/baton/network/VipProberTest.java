package dev.baton.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.compose.netlab.Answer;
import dev.baton.compose.netlab.FaultRun;
import dev.baton.compose.netlab.Host;
import dev.baton.compose.netlab.ProbeReport;
import dev.baton.compose.netlab.VipProber;
import dev.baton.model.Vip;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A prober that overlooks a second holder would prove nothing. */
final class VipProberTest {
  private final List<AutoCloseable> opened = new ArrayList<>();
  private TestLan lan;
  private Host one;
  private Host other;

  @BeforeEach
  void makeLan() {
    Requirements.namespaces();
    lan = TestLan.create(3);
    one = lan.host(1);
    other = lan.host(2);
  }

  @AfterEach
  void deleteLan() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
    if (lan != null) {
      lan.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.77.0.100", "fd77::100"})
  void seesThatTwoHostsAnswerTheSameQuestion(String vip) {
    VipProber prober = probe(vip);
    put(one, vip);

    put(other, vip);

    String both = one.mac().toString() + " " + other.mac();
    await().until(() -> !prober.report().dualAnswers().isEmpty());
    assertThat(prober.report().dualAnswers().get(0).split("\\[|, |\\]")).contains(both.split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.77.0.100", "fd77::100"})
  void seesACleanMoveAndItsGap(String vip) {
    VipProber prober = probe(vip);
    put(one, vip);
    await().until(() -> answers(prober, one));

    one.ip("addr", "del", vip + (vip.contains(":") ? "/128" : "/32"), "dev", Host.INTERFACE);
    put(other, vip);
    await().until(() -> answers(prober, other));

    ProbeReport report = prober.report();
    assertThat(report.dualAnswers()).isEmpty();
    assertThat(report.holders(Answer.Kind.LINK))
        .containsExactly(one.mac().toString(), other.mac().toString());
    assertThat(report.only(Answer.Kind.LINK).lastAnswerer()).contains(other.mac().toString());
    assertThat(report.longestGap()).isPositive();
  }

  @Test
  void seesWhichHostsServiceAnswers() {
    VipProber prober = probe("10.77.0.100");
    opened.add(UdpEcho.start(one, new Vip("10.77.0.100").inetAddress()));

    put(one, "10.77.0.100");

    await().until(() -> prober.report().holders(Answer.Kind.UDP).equals(List.of(one.namespace())));
  }

  @Test
  void reckonsGapsFromTheStartToTheEnd() {
    ProbeReport report =
        new ProbeReport(
            List.of(
                new Answer(Answer.Kind.LINK, 1, "a", 30),
                new Answer(Answer.Kind.LINK, 2, "a", 35),
                new Answer(Answer.Kind.LINK, 3, "b", 75)),
            10,
            80);

    assertThat(report.longestGap()).isEqualTo(Duration.ofNanos(40));
    assertThat(report.from(2).answers()).hasSize(2);
    assertThat(new ProbeReport(List.of(), 10, 80).longestGap()).isEqualTo(Duration.ofNanos(70));
  }

  @Test
  void callsItDualOnlyWhenBothAnsweredOneQuestion() {
    ProbeReport backAndForth =
        new ProbeReport(
            List.of(
                new Answer(Answer.Kind.LINK, 1, "a", 1),
                new Answer(Answer.Kind.LINK, 2, "b", 2),
                new Answer(Answer.Kind.LINK, 3, "a", 3),
                new Answer(Answer.Kind.UDP, 3, "b", 3)),
            0,
            9);

    assertThat(backAndForth.dualAnswers()).isEmpty();
    assertThat(backAndForth.holders(Answer.Kind.LINK)).containsExactly("a", "b", "a");
  }

  @Test
  void callsItCleanOnlyWhenEachAnsweredInItsTurn() {
    FaultRun backAndForth =
        new FaultRun(
            new ProbeReport(
                List.of(
                    new Answer(Answer.Kind.LINK, 1, "a", 1),
                    new Answer(Answer.Kind.LINK, 2, "b", 2),
                    new Answer(Answer.Kind.LINK, 3, "a", 3)),
                0,
                9));

    assertThat(backAndForth.clean(Answer.Kind.LINK, List.of("a", "b"))).isFalse();
    assertThat(backAndForth.clean(Answer.Kind.LINK, List.of("b", "a"))).isFalse();
    assertThat(backAndForth.clean(Answer.Kind.LINK, List.of("a", "b", "a"))).isTrue();
    assertThat(backAndForth.clean(Answer.Kind.LINK, List.of("a", "c", "b", "b", "a"))).isTrue();
    assertThat(backAndForth.clean(Answer.Kind.UDP, List.of())).isTrue();
  }

  private VipProber probe(String vip) {
    InetAddress address = new Vip(vip).inetAddress();
    VipProber prober = VipProber.start(lan.host(0), address);
    opened.add(prober);
    return prober;
  }

  private static boolean answers(VipProber prober, Host host) {
    return prober.report().holders(Answer.Kind.LINK).contains(host.mac().toString());
  }

  private static void put(Host host, String vip) {
    String literal = vip + (vip.contains(":") ? "/128" : "/32");
    if (vip.contains(":")) {
      host.ip("addr", "add", literal, "dev", Host.INTERFACE, "nodad");
    } else {
      host.ip("addr", "add", literal, "dev", Host.INTERFACE);
    }
  }
}
