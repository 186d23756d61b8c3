package dev.baton.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  @Test
  void isSetAsThePagesRecommendIt() throws IOException {
    var settings =
        EmbeddedBrokerSettings.onLoopback(directory)
            .in(new BrokerQuorum(BrokerQuorum.newClusterId(), 1, List.of("127.0.0.1:9093")));
    String readme = Files.readString(Path.of("..", "..", "README.md"));
    String operations = Files.readString(Path.of("..", "docs", "operations.md"));
    Matcher row = Pattern.compile("\\| `([a-z.]+\\.ms)` \\| ([0-9]+) \\|").matcher(operations);
    Map<String, String> recommended = new TreeMap<>();
    while (row.find()) {
      recommended.put(row.group(1), row.group(2));
    }

    Properties properties = BrokerProperties.of(settings, new Ports(9092, "127.0.0.1:9093"));

    assertThat(recommended).hasSize(4);
    recommended.forEach(
        (key, value) -> {
          assertThat(properties).containsEntry(key, value);
          assertThat(readme).contains("`" + key + "=" + value + "`");
        });
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
