package dev.baton.compose.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.compose.cli.BatonWorld.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What definitions can do to a site, and how that is seen, ended and undone. */
class DefinitionVerbsTest {

  private static final String CLUSTER =
      """
      cluster: web
      nodes: [{id: a, priority: 200}, {id: b, priority: 100}]
      vips: [10.20.0.10]
      bindings: [{kind: arp}]
      timings: {lease: 500ms, keepalive-interval: 50ms, holdover: 1500ms}
      """;

  private static final String NOBODY =
      CLUSTER.replace("id: a", "id: a1").replace("id: b", "id: b1");

  @TempDir private Path directory;

  private String file(String text) throws IOException {
    return Files.writeString(Files.createTempFile(directory, "cluster", ".yaml"), text).toString();
  }

  private BatonWorld running() throws IOException {
    BatonWorld world = new BatonWorld().withArbiter().withNode("a").withNode("b");
    String path = file(CLUSTER);
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> world.baton("define", "-f", path).status() == 0);
    awaitStatus(world, "a holds", "session s-a-0, healthy", "session s-b-0, healthy");
    return world;
  }

  private static void awaitStatus(BatonWorld world, String... parts) {
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(() -> assertThat(world.baton("status", "web").out()).contains(parts));
  }

  @Test
  void aDryRunSaysThatTheVipsMoveWhenToWhomAndWhatItCosts() throws IOException {
    try (BatonWorld world = running()) {
      String without =
          file(
              CLUSTER.replace("{id: a, priority: 200}, ", "")
                  + "without-promises: keep-accepting-two-holders\n");

      Run dry = world.baton("define", "-f", without, "--dry-run");

      assertThat(dry.status()).isZero();
      assertThat(dry.out())
          .contains(
              "web: would become version 2:",
              "> the VIPs leave a, which is no member any more, to b",
              "a lease (500ms) has passed; clients wait for one move",
              "~ without-promises: release -> keep-accepting-two-holders",
              "! there is one member: nobody takes over from it",
              "! without-promises is keep-accepting-two-holders: two nodes may answer");
      assertThat(world.baton("status", "web").out()).contains("a holds", "definition 1");
    }
  }

  @Test
  void refusesInOneStepToReplaceAllMembersByNamesThatNobodyHas() throws IOException {
    try (BatonWorld world = running()) {
      Run refused = world.baton("define", "-f", file(NOBODY));

      assertThat(refused.status()).isEqualTo(1);
      assertThat(refused.out()).contains("! a1 has never appeared in the log", "There is a a.");
      assertThat(refused.err())
          .contains("no new one has ever appeared in the log", "Start the new nodes first");
    }
  }

  @Test
  void aChangeToMembersThatNobodyHasIsEndedByAbortAndByOverride() throws IOException {
    try (BatonWorld world = running()) {
      String nobody = file(NOBODY);
      String back = file(CLUSTER);
      Run gone = world.baton("define", "-f", nobody, "--replace-all", "--wait");
      assertThat(gone.status()).isZero();
      assertThat(world.baton("define", "-f", back).status()).isZero();

      Run again = world.baton("define", "-f", file(CLUSTER + "failback: {after: 1m}\n"));
      Run aborted = world.baton("define", "web", "--abort", "--wait");
      Run overridden = world.baton("define", "-f", back, "--override", "--wait");

      assertThat(again.status()).isEqualTo(1);
      assertThat(again.err()).contains("has not taken effect yet", "--abort", "--override");
      assertThat(aborted.out()).contains("web: version 4 in force after ");
      assertThat(overridden.out()).contains("web: version 5 in force after ");
      awaitStatus(world, " holds, epoch 3");
    }
  }

  @Test
  void abortSaysWhereNothingIsUnderWay() throws IOException {
    try (BatonWorld world = running()) {
      Run aborted = world.baton("define", "web", "--abort");

      assertThat(aborted.status()).isEqualTo(1);
      assertThat(aborted.err().strip()).isEqualTo("web: refused: no change is under way");
      assertThat(world.baton("define", "web").status()).isEqualTo(2);
      assertThat(world.baton("define", "--abort").status()).isEqualTo(2);
    }
  }

  @Test
  void definitionPrintsWhatDefineTakesBack() throws IOException {
    try (BatonWorld world = running()) {
      Run printed = world.baton("definition", "web");

      assertThat(printed.out()).startsWith("# Version 1.\ncluster: web\n");
      assertThat(world.baton("define", "-f", file(printed.out())).out().strip())
          .isEqualTo("web: unchanged, version 1");
      assertThat(world.baton("definition", "web", "--pending").status()).isEqualTo(1);
      assertThat(world.baton("definition", "nosuch").err().strip())
          .isEqualTo("nosuch: no such cluster is defined; defined: web");
    }
  }

  @Test
  void undefineAsksFirstAndThenTakesTheClusterAway() throws IOException {
    try (BatonWorld world = running()) {
      Run unsure = world.baton("undefine", "web");
      Run sure = world.baton("undefine", "web", "--yes");
      Run again = world.baton("undefine", "web", "--yes");

      assertThat(unsure.status()).isEqualTo(2);
      assertThat(unsure.err()).contains("--yes: is missing: clients of web lose its VIPs");
      assertThat(sure.err()).isEmpty();
      assertThat(sure.out()).startsWith("web: undefined after ");
      assertThat(again.err()).contains("web: refused: the cluster is not defined");
      assertThat(world.baton("status").out()).contains("web (not defined): nobody holds");
      String back = file(CLUSTER);
      assertThat(world.baton("define", "-f", back).out()).startsWith("web: version 3 in force");
    }
  }

  @Test
  void forgetsOnlyWhoIsNoMember() throws IOException {
    try (BatonWorld world = running()) {
      assertThat(world.baton("forget", "web", "a").err().strip())
          .startsWith("web: refused: a is a member");
      assertThat(world.baton("forget", "web", "zz").err().strip())
          .isEqualTo("web: refused: zz is no member of the cluster; its members are a, b");
    }
  }

  @Test
  void saysWhatGatePortsCostAndWhoElseHasThem() throws IOException {
    String elasticIp =
        """
        kind: aws-eip, region: eu-central-1, allocation-id: eipalloc-1, eni.a: eni-1, eni.b: eni-2,
        private-address.a: 10.0.0.1, private-address.b: 10.0.0.2, gate-ports: "5432, 443"
        """;
    try (BatonWorld world = running()) {
      String guarded = CLUSTER.replace("kind: arp", elasticIp);
      Run dry = world.baton("define", "-f", file(guarded), "--dry-run");
      assertThat(dry.out())
          .contains("+ bindings.aws-eip.gate-ports: 5432, 443", "> as soon as a reads it")
          .doesNotContain("! gate port");
      assertThat(world.baton("define", "-f", file(guarded), "--wait").status()).isZero();

      String other = guarded.replace("web", "db2").replace("10.20.0.10", "10.20.0.11");
      Run both = world.baton("define", "-f", file(other), "--dry-run");
      Run apart = world.baton("define", "-f", file(other.replace("5432, 443", "80")), "--dry-run");

      assertThat(both.out()).contains("! gate port 443 is one of cluster web too, which has a");
      assertThat(apart.out()).doesNotContain("! gate port");
    }
  }

  @Test
  void refusesAVipThatAnotherClusterHas() throws IOException {
    try (BatonWorld world = running()) {
      String other = CLUSTER.replace("cluster: web", "cluster: db2").replace("id: a", "id: c");

      Run refused = world.baton("define", "-f", file(other), "--share-vips");

      assertThat(refused.status()).isEqualTo(1);
      assertThat(refused.err())
          .contains("db2: refused: 10.20.0.10 is a VIP of cluster web: both would answer for it");
    }
  }
}
