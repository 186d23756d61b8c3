package dev.baton.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
  @TempDir Path directory;

  @Test
  void keepsItsRecordsOverARestartOnTheSameDirectory() throws Exception {
    var settings = EmbeddedBrokerSettings.onLoopback(directory.resolve("data"));
    try (var broker = EmbeddedBroker.start(settings)) {
      var log = new RecordLog(broker.bootstrapServers());
      log.create();
      log.append("first");
    }

    try (var broker = EmbeddedBroker.start(settings)) {
      var log = new RecordLog(broker.bootstrapServers());
      log.append("second");

      assertThat(log.readAll(2)).containsExactly("first", "second");
    }
  }

  @Test
  void refusesABusyPortAndNamesIt() throws Exception {
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = other.getLocalPort();
      var settings = EmbeddedBrokerSettings.onLoopback(directory).withPort(port);

      assertThatThrownBy(() -> EmbeddedBroker.start(settings).close())
          .isInstanceOf(BrokerStartException.class)
          .hasMessageContaining("cannot listen on 127.0.0.1:" + port);
    }
  }

  @Test
  void refusesADirectoryThatAnotherBrokerUses() {
    var settings = EmbeddedBrokerSettings.onLoopback(directory);
    try (var broker = EmbeddedBroker.start(settings)) {
      assertThat(broker.bootstrapServers()).startsWith("127.0.0.1:");

      assertThatThrownBy(() -> EmbeddedBroker.start(settings).close())
          .isInstanceOf(BrokerStartException.class)
          .hasMessageContaining(directory.toString());
    }
  }

  @Test
  void createsNoTopicThatIsOnlyAskedAbout() throws Exception {
    try (var broker = EmbeddedBroker.start(EmbeddedBrokerSettings.onLoopback(directory))) {
      var log = new RecordLog(broker.bootstrapServers());

      log.askAbout();

      assertThat(log.topics()).isEmpty();
    }
  }
}
