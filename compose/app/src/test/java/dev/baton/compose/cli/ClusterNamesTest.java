package dev.baton.compose.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.compose.cli.BatonWorld.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of a cluster, node or state that is not as the operator thinks. */
class ClusterNamesTest {

  @TempDir private Path directory;
  private final BatonWorld world = new BatonWorld().withArbiter();

  @BeforeEach
  void define() throws IOException {
    String file =
        Files.writeString(
                directory.resolve("cluster.yaml"),
                """
                cluster: web
                nodes: [{id: a, priority: 200}, {id: b, priority: 100}]
                vips: [10.20.0.10]
                bindings: [{kind: arp}]
                timings: {lease: 2s, keepalive-interval: 50ms}
                """)
            .toString();
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> world.baton("define", "-f", file).status() == 0);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status wep",
        "status wep --json",
        "status wep --watch",
        "explain wep",
        "explain wep --epoch 3",
        "audit wep",
        "audit wep --last 0 --follow",
        "switchover wep",
        "switchover wep --to a",
        "maintenance wep on",
        "standby wep a",
        "resume wep a",
        "ack wep",
        "rebind wep a"
      })
  void everyVerbSaysThatAClusterIsNotDefinedAndWhichAre(String verb) {
    Run run = world.baton(verb.split(" ", -1));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().strip())
        .isEqualTo("wep: no such cluster is defined; defined: web; did you mean web?");
  }

  @Test
  void aRequestForAClusterThatIsNotDefinedDoesNotMakeItOneForTheStatus() {
    world.baton("maintenance", "wep", "on");

    assertThat(world.baton("status", "wep").status()).isEqualTo(2);
  }

  @Test
  void aClusterThatNobodyHoldsEndsWithSeven() {
    Run run = world.baton("status");

    assertThat(run.out()).contains("nobody holds");
    assertThat(run.status()).isEqualTo(7);
    assertThat(world.baton("status", "web", "--json").status()).isEqualTo(7);
  }

  @Test
  void withoutAnyClusterTheStatusIsNotZero() {
    try (BatonWorld empty = new BatonWorld().withArbiter()) {
      assertThat(empty.baton("status").status()).isEqualTo(7);
    }
  }

  @Test
  void endsWithZeroOnlyWhereAllIsWellAndWithSixWhereANodeCouldNotTakeOver() {
    world.withNode("a").withNode("b");
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(() -> assertThat(world.baton("status").status()).isZero());

    world.baton("standby", "web", "b");

    assertThat(world.baton("status", "web").status()).isEqualTo(6);
    assertThat(world.baton("status", "web", "--json").status()).isEqualTo(6);
    world.baton("resume", "web", "b");
    assertThat(world.baton("status").status()).isZero();
    world.baton("maintenance", "web", "on");
    assertThat(world.baton("status").status()).isEqualTo(6);
  }

  @Test
  void aRefusedSwitchoverNamesTheNodeTheReasonAndTheWayOut() {
    world.withNode("a").withNode("b");
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(() -> assertThat(world.baton("status").status()).isZero());
    world.baton("standby", "web", "b");

    Run run = world.baton("switchover", "web", "--to", "b");
    Run nobody = world.baton("switchover", "web");
    Run stranger = world.baton("switchover", "web", "--to", "c");

    assertThat(List.of(run.status(), nobody.status(), stranger.status())).containsOnly(1);
    assertThat(run.err().strip())
        .isEqualTo(
            "web: refused: b cannot take the VIPs: b is on standby; put it back with: baton resume"
                + " web b");
    assertThat(nobody.err()).contains("no other node can take the VIPs: b is on standby;");
    assertThat(stranger.err().strip())
        .isEqualTo("web: refused: c is no member of the cluster; its members are a, b");
  }

  @Test
  void aNodeWithoutASessionIsNamedWithWhatToDo() {
    assertThat(world.baton("switchover", "web", "--to", "b").err())
        .contains("b cannot take the VIPs: b has no session: its actuator does not run");
  }

  @Test
  void aStandbyInAClusterThatWasNeverHeldWarns() {
    Run run = world.baton("standby", "web", "b");

    assertThat(run.status()).isZero();
    assertThat(run.out()).startsWith("web: b is on standby");
    assertThat(run.err().strip())
        .isEqualTo("web: warning: no node ever held the VIPs, and no node can take them now");
  }
}
