package dev.baton.compose.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.compose.cli.BatonWorld.Run;
import dev.baton.compose.config.Config;
import dev.baton.compose.wiring.LogOpener;
import dev.baton.log.EventLog;
import dev.baton.log.LogUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerbsTest {

  private static final String CLUSTER =
      """
      cluster: web
      nodes: [{id: a, priority: 200}, {id: b, priority: 100}]
      vips: [10.20.0.10]
      bindings: [{kind: arp}]
      timings: {lease: 2s, keepalive-interval: 50ms}
      """;

  @TempDir private Path directory;

  private String file(String text) throws IOException {
    return Files.writeString(directory.resolve("cluster.yaml"), text).toString();
  }

  /** A cluster whose node a holds and b could. */
  private BatonWorld running() throws IOException {
    return running(new BatonWorld().withArbiter().withNode("a").withNode("b"));
  }

  private BatonWorld running(BatonWorld world) throws IOException {
    String path = file(CLUSTER);
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> world.baton("define", "-f", path).status() == 0);
    // With its session a node is not only healthy but eligible.
    awaitStatus(world, "a holds", "session s-a-0, healthy", "session s-b-0, healthy");
    return world;
  }

  private static void awaitStatus(BatonWorld world, String... parts) {
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(() -> assertThat(world.baton("status", "web").out()).contains(parts));
  }

  @Test
  void defineSwitchOverExplainAndAudit() throws IOException {
    try (BatonWorld world = running()) {
      Run moved = world.baton("switchover", "web", "--to", "b");
      Run again = world.baton("switchover", "web", "--to=b");
      Run explained = world.baton("explain", "web");
      Run audited = world.baton("audit", "web", "--last", "3", "--json");
      Run first = world.baton("explain", "web", "--epoch", "1");

      assertThat(moved.err()).isEmpty();
      assertThat(moved.status()).isZero();
      assertThat(moved.out()).startsWith("web: b holds the VIPs, epoch 2 (");
      assertThat(again.status()).isEqualTo(1);
      assertThat(again.err().strip()).isEqualTo("web: refused: b holds the VIPs already");
      assertThat(explained.out())
          .startsWith("web, epoch 2: b was given the VIPs: switchover")
          .contains("switchover to b", "the VIPs leave a", "a let go", "b holds the VIPs");
      assertThat(audited.out().lines())
          .hasSize(3)
          .allMatch(line -> line.startsWith("{\"cluster\""));
      assertThat(first.out()).contains("a was given the VIPs: first assignment");
    }
  }

  @Test
  void aSwitchoverThatEndsElsewhereFailsAndSaysWhoHolds() throws IOException {
    try (BatonWorld world =
        running(new BatonWorld().withArbiter().withNode("a").withNodeThatCannotTake("b"))) {
      Run moved = world.baton("switchover", "web", "--to", "b");

      assertThat(moved.out()).isEmpty();
      assertThat(moved.err())
          .startsWith("web: a holds the VIPs, epoch 3 (")
          .contains("not b, which could not take them", "baton explain web");
      assertThat(moved.status()).isEqualTo(1);
      assertThat(world.baton("status", "web").out()).contains("EACCES");
    }
  }

  @Test
  void theOtherOperationsSayWhatHolds() throws IOException {
    try (BatonWorld world = running()) {
      assertThat(world.baton("maintenance", "web", "on").out())
          .startsWith("web: maintenance is on (answered after ");
      assertThat(world.baton("status").out()).contains("! maintenance is on");
      assertThat(world.baton("maintenance", "web", "off").status()).isZero();
      assertThat(world.baton("standby", "web", "b").out()).startsWith("web: b is on standby");
      assertThat(world.baton("switchover", "web").err())
          .contains("refused: no other node can take the VIPs: b is on standby; put it back with:")
          .contains("baton resume web b");
      assertThat(world.baton("resume", "web", "b").out()).contains("b is back in the choice");
      assertThat(world.baton("ack", "web").out()).contains("acknowledged");
      assertThat(world.baton("rebind", "web", "b").out()).contains("b is bound to the next");
    }
  }

  @Test
  void standbyOfTheHolderWaitsForTheMove() throws IOException {
    try (BatonWorld world = running()) {
      Run standby = world.baton("standby", "web", "a");

      assertThat(standby.out()).startsWith("web: b holds the VIPs, epoch 2 (");
    }
  }

  @Test
  void defineShowsWhatChangesAndChangesNothingTwice() throws IOException {
    try (BatonWorld world = running()) {
      String changed = file(CLUSTER + "failback: {after: 10m}\n");

      Run dry = world.baton("define", "-f", changed, "--dry-run");
      Run real = world.baton("define", "-f", changed, "--wait", "--deadline=30s");
      Run again = world.baton("define", "-f", changed);

      assertThat(dry.out().lines())
          .containsExactly("web: would become version 2:", "  ~ failback: manual -> after 10m");
      assertThat(real.err()).isEmpty();
      assertThat(real.out()).startsWith("web: version 2 in force after ");
      assertThat(again.out().strip()).isEqualTo("web: unchanged, version 2");
    }
  }

  @Test
  void statusAsJsonNamesTheHolder() throws IOException {
    try (BatonWorld world = running()) {
      assertThat(world.baton("status", "--json").out())
          .contains("\"holder\" : \"a\"", "\"role\" : \"LEADER\"");
    }
  }

  @Test
  void statusTellsOfEachChangeForAsLongAsItIsWatched() throws Exception {
    try (BatonWorld world = running();
        BatonWorld.Following watching = world.follow("status", "web", "--watch", "--json")) {
      await().until(() -> watching.out().contains("\"holder\":\"a\""));

      assertThat(world.baton("switchover", "web", "--to", "b").status()).isZero();

      await().until(() -> watching.out().contains("\"holder\":\"b\""));
      assertThat(watching.out().lines()).allMatch(line -> line.startsWith("{"));
    }
  }

  @Test
  void auditFollowsWhatIsYetToCome() throws IOException {
    try (BatonWorld world = running();
        BatonWorld.Following following = world.follow("audit", "web", "--last", "1", "--follow")) {
      await().until(() -> following.out().lines().count() == 1);

      assertThat(world.baton("switchover", "web", "--to", "b").status()).isZero();

      await().until(() -> following.out().contains("b holds the VIPs"));
      assertThat(following.out()).contains("switchover");
    }
  }

  @Test
  void withoutAnArbiterTheAnswerIsUnknown() {
    try (BatonWorld world = new BatonWorld()) {
      Run run = world.baton("maintenance", "web", "on", "--deadline=3s");

      assertThat(run.status()).isEqualTo(3);
      assertThat(run.err()).startsWith("web: no answer within 3s; request ");
    }
  }

  @Test
  void withoutKafkaTheAddressIsNamed() {
    Run run = BatonWorld.baton(new Nowhere(), "status", "--kafka.bootstrap=k1:9092,k2:9092");

    assertThat(run.status()).isEqualTo(4);
    assertThat(run.err().strip())
        .isEqualTo(
            "baton: Kafka at k1:9092, k2:9092 does not answer (waited 10s): no broker answers");
  }

  @Test
  void usageErrorsAreOfOneKind() throws IOException {
    Nowhere nowhere = new Nowhere();

    assertThat(BatonWorld.baton(nowhere, "frobnicate").status()).isEqualTo(2);
    assertThat(BatonWorld.baton(nowhere, "switchover").err())
        .contains("Missing required parameter: 'CLUSTER'");
    assertThat(BatonWorld.baton(nowhere, "switchover", "Web").err())
        .startsWith("command line: cluster: \"Web\" is not a name");
    assertThat(BatonWorld.baton(nowhere, "status", "--deadline=soon").status()).isEqualTo(2);
    assertThat(BatonWorld.baton(nowhere, "arbiter", "--arbiter.id=X").err().strip())
        .startsWith("command line: arbiter.id: \"X\" is not a name");
    Run define = BatonWorld.baton(nowhere, "define", "-f", file("cluster: web\n"));
    assertThat(define.status()).isEqualTo(2);
    assertThat(define.err()).contains("cluster.yaml:1:1: nodes: is missing");
  }

  @Test
  void whatNeedsNoLogNeedsNone() {
    Nowhere nowhere = new Nowhere();

    assertThat(BatonWorld.baton(nowhere, "define", "--example").out()).startsWith("# What a");
    assertThat(BatonWorld.baton(nowhere, "config-reference").out()).contains("`node.cluster`");
    assertThat(BatonWorld.baton(nowhere, "arbiter", "--single-broker", "--print-config").out())
        .contains("arbiter.single-broker: true");
    assertThat(BatonWorld.baton(nowhere, "actuator", "gcp", "--print-config").out())
        .contains("actuator.budget: 60s", "http.listen: 127.0.0.1:9478");
    assertThat(BatonWorld.baton(nowhere).out()).contains("switchover", "Exit status");
    assertThat(BatonWorld.baton(nowhere, "--version").status()).isZero();
  }

  /** A log that is never there. */
  private static final class Nowhere implements LogOpener {
    @Override
    public EventLog open(Config config, String who, Duration patience) {
      throw new LogUnavailableException("no broker answers", new TimeoutException());
    }

    @Override
    public EventLog create(Config config, String who, Duration patience) {
      return open(config, who, patience);
    }
  }
}
