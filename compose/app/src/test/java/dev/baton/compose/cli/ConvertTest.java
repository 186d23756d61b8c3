package dev.baton.compose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.compose.cli.BatonWorld.Run;
import dev.baton.compose.define.ClusterFile;
import dev.baton.model.NodeId;
import dev.baton.model.Vip;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.Member;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code baton convert}: what it writes is read as Baton reads it. */
class ConvertTest {

  private static final String CONF =
      """
      include conf.d/*.conf
      vrrp_instance VI_1 {
        state %s
        interface eth0
        virtual_router_id 51
        priority %s
        virtual_ipaddress { 192.0.2.100/24 }
        track_script { chk }
        notify "/usr/local/bin/state.sh --why 'a \\"move\\"'"
      }
      """;

  private static final String CIB =
      """
      <configuration>
      <nodes><node uname="a"/><node uname="b"/></nodes>
      <resources>
      <primitive id="ip" class="ocf" provider="heartbeat" type="IPaddr2">
      <instance_attributes><nvpair name="ip" value="192.0.2.100"/></instance_attributes>
      </primitive>
      </resources>
      <constraints><rsc_location rsc="ip" node="b" score="10"/></constraints>
      </configuration>
      """;

  @TempDir private Path directory;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private static Run convert(String... words) {
    List<String> all = new ArrayList<>(List.of("convert"));
    all.addAll(List.of(words));
    return BatonWorld.baton(new Untouched(), all.toArray(String[]::new));
  }

  private void conf() throws IOException {
    Files.createDirectory(directory.resolve("conf.d"));
    file("conf.d/check.conf", "vrrp_script chk {\n  script \"/bin/check 'a b'\"\n}\n");
    file("a.conf", CONF.formatted("MASTER", 101));
    file("b.conf", CONF.formatted("BACKUP", 100));
  }

  private String[] bothNodes() {
    return new String[] {
      "keepalived",
      "--node=a=" + directory.resolve("a.conf"),
      "--node=b=" + directory.resolve("b.conf"),
      "--cluster=web",
      "--kafka.bootstrap=k1:9092,k2:9092",
      "--into=" + directory.resolve("out")
    };
  }

  @Test
  void writesADefinitionAndNodeFilesThatBatonReads() throws IOException {
    conf();
    Run run = convert(bothNodes());

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .containsExactlyElementsOf(
            Stream.of("cluster.yaml", "node-a.yaml", "node-b.yaml")
                .map(name -> directory.resolve("out/web").resolve(name).toString())
                .toList());
    ClusterDefinition definition =
        ClusterFile.read(
            "cluster.yaml", Files.readString(directory.resolve("out/web/cluster.yaml")));
    assertThat(definition.members())
        .containsExactly(new Member(new NodeId("a"), 101), new Member(new NodeId("b"), 100));
    assertThat(definition.vips()).containsExactly(new Vip("192.0.2.100"));
    Run node =
        BatonWorld.baton(
            new Untouched(),
            "node",
            "--print-config",
            "--config=" + directory.resolve("out/web/node-b.yaml"));
    assertThat(node.status()).as(node.err()).isZero();
    assertThat(node.out())
        .contains(
            "kafka.bootstrap: \"k1:9092,k2:9092\"",
            "arp.interface: eth0",
            "agent.probes.chk.command: [/bin/check, \"a b\"]",
            "\"--why\", \"a \\\"move\\\"\", INSTANCE, VI_1, MASTER, 100]",
            "INSTANCE, VI_1, BACKUP, 100]");
  }

  @Test
  void saysEachLineAndReplacesNoFile() throws IOException {
    conf();
    Run first = convert(bothNodes());
    Run second = convert(bothNodes());

    assertThat(first.err())
        .contains(
            "a.conf:3: state: a node of Baton has no initial state",
            "a.conf:9: notify: ! with MASTER: runs as agent.hooks.promote",
            "make a difference: read them first");
    assertThat(second.status()).isEqualTo(2);
    assertThat(second.err()).contains("out/web/cluster.yaml: is there already; move it away first");
  }

  @Test
  void printsTheFilesIfNoFolderIsSaid() throws IOException {
    Run run = convert("pacemaker", file("cib.xml", CIB).toString(), "--interface=eth0");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("# --- ip/cluster.yaml\n", "# --- ip/node-a.yaml\n", "# --- ip/node-b.yaml\n");
    assertThat(run.err()).contains("missing: kafka.bootstrap; write it into every node file");
  }

  @Test
  void refusedIsStatusOneAndNotRightIsTwoAndNothingIsWritten() throws IOException {
    String out = "--into=" + directory.resolve("out");
    Run refused = convert("pacemaker", file("cib.xml", CIB).toString(), out);
    Run wrong = convert("keepalived", "--node=a=" + file("x.conf", "vrrp_instance V {\n"), out);
    Run name = convert("keepalived", "--node=A=" + directory.resolve("x.conf"));
    Run missing = convert("keepalived", "--node=a=" + directory.resolve("nowhere"));

    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err()).contains("cib.xml:4-6: ip: refused: names no nic");
    assertThat(wrong.status()).isEqualTo(2);
    assertThat(wrong.err()).contains("x.conf:1: vrrp_instance: its block is never closed");
    assertThat(name.status()).isEqualTo(2);
    assertThat(name.err()).contains("--node: \"A\" is not a name");
    assertThat(missing.err()).contains("nowhere: does not exist");
    assertThat(directory.resolve("out")).doesNotExist();
  }

  @Test
  void aKeyThatNoNodeHasIsRefused() throws IOException {
    Run run =
        convert(
            "pacemaker", file("cib.xml", CIB).toString(), "--interface=eth0", "--arp.interfac=x");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("arp.interfac: ", "did you mean arp.interface?");
  }
}
