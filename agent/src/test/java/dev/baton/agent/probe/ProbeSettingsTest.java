package dev.baton.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.baton.agent.core.Weight;
import dev.baton.agent.probe.GatewayTarget.Address;
import dev.baton.agent.probe.PidSource.FixedPid;
import dev.baton.agent.probe.ProbeSettings.Http;
import dev.baton.agent.probe.ProbeSettings.HttpTrust;
import dev.baton.agent.probe.ProbeSettings.Link;
import dev.baton.agent.probe.ProbeSettings.Script;
import dev.baton.agent.probe.ProbeSettings.Tcp;
import dev.baton.model.fact.ProbeStatus;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProbeSettingsTest {

  private static final ProbeCommon COMMON = ProbeCommon.named("web");

  @Test
  void defaultsAreThoseOfTheReadme() {
    assertThat(COMMON.weight()).isEqualTo(Weight.REQUIRED);
    assertThat(COMMON.schedule()).isEqualTo(schedule(1000, 1000, 1, 2));
    assertThat(ProbeSchedule.CERTAIN).isEqualTo(schedule(200, 1000, 1, 1));
    assertThat(Http.SUCCESS).hasSize(100).contains(200, 299);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void refusesWhatIsOutOfRangeAndNamesFieldValueAndRange(
      String message, ThrowingCallable construction) {
    assertThatIllegalArgumentException().isThrownBy(construction).withMessageContaining(message);
  }

  static Stream<Arguments> refusesWhatIsOutOfRangeAndNamesFieldValueAndRange() {
    return Stream.of(
        row("interval: 9 ms is not within 10 to 3600000 ms", () -> schedule(9, 1000, 1, 1)),
        row("timeout: 3600001 ms is not within 10", () -> schedule(1000, 3_600_001, 1, 1)),
        row("rise: 0 is not within 1 to 100", () -> schedule(1000, 1000, 0, 1)),
        row("fall: 101 is not within 1 to 100", () -> schedule(1000, 1000, 1, 101)),
        row("name: \"Web\" is not 1 to 63 of a-z", () -> ProbeCommon.named("Web")),
        row("host: \"\" is not within 1 to 255", () -> tcp("", 80, Optional.empty())),
        row("port: 0 is not within 1 to 65535", () -> tcp("a", 0, Optional.empty())),
        row("expect: \"\" is not within 1 to 4096", () -> tcp("a", 80, Optional.of(""))),
        row("url: \"ftp://a/\" is not an absolute http", () -> http("ftp://a/", 200)),
        row("url: \"/a\" is not an absolute http", () -> http("/a", 200)),
        row("statuses: none is named", () -> http("http://a/")),
        row("statuses: 600 is not within 100 to 599", () -> http("http://a/", 200, 600)),
        row("command: 0 is not within 1 to 64", () -> new Script(COMMON, List.of())),
        row("interface: \"a/b\" holds a slash", () -> new Link(COMMON, "a/b")),
        row("interface: \"..\" holds a slash or begins", () -> new Link(COMMON, "..")),
        row("interface: \"aaaa", () -> new Link(COMMON, "a".repeat(128))),
        row("pid: 0 is not within 1 to 2147483647", () -> new FixedPid(0)),
        row("unit: \"\" is not within 1 to 255", () -> new PidSource.SystemdUnit("")),
        row("address: \"gateway\" is not an IPv4 or IPv6 literal", () -> new Address("gateway")));
  }

  private static Arguments row(String message, ThrowingCallable construction) {
    return Arguments.of(message, construction);
  }

  private static ProbeSchedule schedule(int intervalMs, int timeoutMs, int rise, int fall) {
    return new ProbeSchedule(
        Duration.ofMillis(intervalMs),
        Duration.ofMillis(timeoutMs),
        rise,
        fall,
        ProbeStatus.FAILING);
  }

  private static Tcp tcp(String host, int port, Optional<String> expect) {
    return new Tcp(COMMON, host, port, Optional.empty(), expect);
  }

  private static Http http(String url, Integer... statuses) {
    return new Http(
        COMMON,
        URI.create(url),
        new TreeSet<>(List.of(statuses)),
        Optional.empty(),
        HttpTrust.DEFAULT);
  }
}
