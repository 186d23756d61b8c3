package dev.baton.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerQuorumTest {
  private static final int BROKERS = 3;

  @TempDir Path directory;
  private final List<BrokerProcess> brokers = new ArrayList<>();

  @AfterEach
  void close() {
    brokers.forEach(BrokerProcess::close);
  }

  @Test
  void acknowledgesAndKeepsRecordsWhileOneOfThreeBrokersIsAway() throws Exception {
    start();
    var log =
        new RecordLog(String.join(",", brokers.stream().map(b -> b.bootstrapServers()).toList()));
    log.create(BROKERS);
    log.append("with three");

    brokers.get(0).kill9();
    log.append("with two");
    brokers.get(0).restart();
    log.append("with three again");

    assertThat(log.readAll(3)).containsExactly("with three", "with two", "with three again");
  }

  @Test
  void refusesANumberThatNoControllerHas() {
    assertThatThrownBy(() -> new BrokerQuorum("id", 2, List.of("127.0.0.1:9093")))
        .hasMessageContaining("Broker 2 is not among the 1 controllers");
  }

  private void start() throws IOException {
    List<String> controllers = freeAddresses();
    String clusterId = BrokerQuorum.newClusterId();
    List<CompletableFuture<BrokerProcess>> starts = new ArrayList<>();
    for (int number = 1; number <= BROKERS; number++) {
      var settings =
          EmbeddedBrokerSettings.onLoopback(directory.resolve("k" + number))
              .in(new BrokerQuorum(clusterId, number, controllers));
      starts.add(
          CompletableFuture.supplyAsync(
              () -> BrokerProcess.start(settings, List.of()), task -> new Thread(task).start()));
    }
    starts.forEach(start -> brokers.add(start.orTimeout(3, TimeUnit.MINUTES).join()));
  }

  private static List<String> freeAddresses() throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    for (int number = 0; number < BROKERS; number++) {
      sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    }
    List<String> addresses = new ArrayList<>();
    for (ServerSocket socket : sockets) {
      addresses.add("127.0.0.1:" + socket.getLocalPort());
      socket.close();
    }
    return addresses;
  }
}
