package dev.baton.compose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.compose.cli.BatonWorld.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActuatorCommandsTest {
  private final BatonWorld world = new BatonWorld();

  @TempDir private Path directory;

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void tellsWhatWouldBeDoneAsWhomAndWhatWasFound() throws IOException {
    Run run = world.baton("preflight", "-f", file("{kind: arp}, {kind: gcp-sign, state: new}"));

    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "arp: no cloud is called; the node looks at itself when it starts",
            "gcp-sign: as a passer-by",
            "  would  sign.turn on sign-1",
            "  good   sign-1: turns",
            "gcp-sign: could be moved");
  }

  @Test
  void endsWithOneAndARemedyWhereAMoveWouldFail() throws IOException {
    Run run = world.baton("preflight", "-f", file("{kind: gcp-sign, state: rusty}"));

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out())
        .contains("  REFUSE sign-1: is rusty", "         -> oil it", "could NOT be moved");
  }

  @Test
  void doesNotTakeADoubtForARefusalNorForAllBeingWell() throws IOException {
    Run run = world.baton("preflight", "-f", file("{kind: gcp-sign, state: far}"));

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("  doubt  sign-1: cannot be seen")
        .contains("could be moved; doubtful findings: 1");
  }

  @Test
  void printsTheLeastThatAActuatorMustBeAllowed() throws IOException {
    Run run = world.baton("permissions", "-f", file("{kind: gcp-sign, state: new}"));

    assertThat(run.status()).isZero();
    assertThat(run.out().lines())
        .startsWith("# Baton web gcp-sign", "title: \"Baton web gcp-sign\"")
        .endsWith("includedPermissions:", "- sign.look", "- sign.turn");
  }

  @Test
  void namesWhatIsWrongWithABinding() throws IOException {
    Run missing = world.baton("preflight", "-f", file("{kind: gcp-sign}"));
    Run unknown = world.baton("preflight", "-f", file("{kind: semaphore}"));

    assertThat(missing.status()).isEqualTo(2);
    assertThat(missing.err()).contains("cluster.yaml").contains("gcp-sign: state: is missing");
    assertThat(unknown.status()).isEqualTo(2);
    assertThat(unknown.err())
        .contains("no actuator of kind semaphore; there are [gcp-sign]")
        .doesNotContain("install");
  }

  @Test
  void namesThePackageOfACloudThatIsNotInstalled() throws IOException {
    Run missing = world.baton("preflight", "-f", file("{kind: aws-eip}"));

    assertThat(missing.status()).isEqualTo(2);
    assertThat(missing.err())
        .contains("no actuator of kind aws-eip; there are [gcp-sign]; install baton-aws");
  }

  private String file(String bindings) throws IOException {
    return Files.writeString(
            directory.resolve("cluster.yaml"),
            """
            cluster: web
            nodes: [{id: a, priority: 200}, {id: b, priority: 100}]
            vips: [10.20.0.10]
            bindings: [%s]
            """
                .formatted(bindings))
        .toString();
  }
}
