package dev.baton.compose.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.channel.shell.Dispatch;
import dev.baton.channel.shell.Reception;
import dev.baton.compose.service.Meters;
import dev.baton.model.ClusterId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChannelMetricsTest {
  @Test
  void showsEveryReasonAndKindFromTheStart() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    Reception reception = new Reception(Optional::empty, () -> 0);
    ChannelMetrics metrics = new ChannelMetrics(new Meters(registry), reception.counts());
    metrics.watchSocket();
    metrics.watch(new ClusterId("web"));

    new Dispatch(reception)
        .received(new byte[3], new InetSocketAddress(InetAddress.getLoopbackAddress(), 9480));

    assertThat(
            registry
                .get("baton.channel.datagrams.refused")
                .tag("reason", "no-key")
                .functionCounter()
                .count())
        .isEqualTo(1);
    assertThat(
            registry
                .get("baton.channel.datagrams.sent")
                .tag("cluster", "web")
                .tag("kind", "released")
                .functionCounter()
                .count())
        .isZero();
    assertThat(registry.find("baton.channel.datagrams.refused").functionCounters()).hasSize(15);
    assertThat(registry.find("baton.channel.datagrams.heard").functionCounters()).hasSize(5);
  }
}
