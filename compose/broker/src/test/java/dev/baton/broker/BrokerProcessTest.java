package dev.baton.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerProcessTest {
  @TempDir Path directory;

  @Test
  void keepsAcknowledgedRecordsWhenKilledAndStartedAgain() throws Exception {
    try (var broker = BrokerProcess.start(settings(), List.of())) {
      String address = broker.bootstrapServers();
      var log = new RecordLog(address);
      log.create();
      log.append("before");

      broker.kill9();
      broker.restart();

      assertThat(broker.bootstrapServers()).isEqualTo(address);
      log.append("after");
      assertThat(log.readAll(2)).containsExactly("before", "after");
    }
  }

  @Test
  void leavesNoProcessBehindWhenStopped() {
    try (var broker = BrokerProcess.start(settings(), List.of("env", "BATON=1"))) {
      ProcessHandle process = ProcessHandle.of(broker.pid()).orElseThrow();

      broker.stop();

      assertThat(broker.isRunning()).isFalse();
      assertThat(process.isAlive()).isFalse();
    }
  }

  @Test
  void tellsWhyABrokerDoesNotStart() throws Exception {
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var busy = settings().withPort(other.getLocalPort());

      assertThatThrownBy(() -> BrokerProcess.start(busy, List.of()).close())
          .isInstanceOf(BrokerStartException.class)
          .hasMessageContaining("cannot listen on 127.0.0.1:" + other.getLocalPort());
    }
  }

  @Test
  void refusesToStartASecondProcessBesideTheFirst() {
    try (var broker = BrokerProcess.start(settings(), List.of())) {
      assertThatThrownBy(broker::restart).hasMessageContaining("runs already");
      assertThatThrownBy(() -> BrokerProcess.start(settings(), List.of()).close())
          .isInstanceOf(BrokerStartException.class)
          .hasMessageContaining("Another broker runs in");
    }
  }

  private EmbeddedBrokerSettings settings() {
    return EmbeddedBrokerSettings.onLoopback(directory.resolve("broker"));
  }
}
