package dev.baton.compose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.compose.cli.BatonWorld.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --check-config}: no service starts and no log is opened. */
class CheckConfigTest {

  @TempDir private Path directory;

  private String file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  private String script(String name, String text, String mode) throws IOException {
    String path = file(name, text);
    Files.setPosixFilePermissions(Path.of(path), PosixFilePermissions.fromString(mode));
    return path;
  }

  private static Run check(String verb, String config) {
    String[] words = (verb + " --check-config --http.listen=off --config " + config).split(" ", -1);
    return BatonWorld.baton(new Untouched(), words);
  }

  @Test
  void aNodesConfigurationIsRightWhereEverythingItNamesIsThere() throws IOException {
    String hook = script("promote", "#!/bin/sh\nexit 0\n", "rwxr-xr-x");
    Run run =
        check(
            "node",
            file(
                "node.yaml",
                """
                node: {cluster: db, id: a}
                run.directory: %1$s/run
                arp: {interface: lo, state-directory: %1$s/state}
                agent:
                  hooks: {promote: %2$s}
                  probes:
                    answers: {kind: tcp, address: "127.0.0.1:5432"}
                    link: {kind: interface, interface: lo}
                kafka.properties.client.rack: r1
                """
                    .formatted(directory, hook)));

    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.out()).isEqualTo("the configuration of baton node is right\n");
  }

  @Test
  void theFilesOfANodesFurtherClustersAreCheckedToo() throws IOException {
    Path clusters = Files.createDirectory(directory.resolve("clusters"));
    Files.writeString(clusters.resolve("mail.yaml"), "node: {cluster: mail}\narp.interface: eth7x");
    Files.writeString(clusters.resolve("files.yaml"), "node: {cluster: db}\narp.interface: lo\n");
    Files.writeString(clusters.resolve("old.yml"), "");

    Run run =
        check(
            "node",
            file(
                "node.yaml",
                """
                node: {cluster: db, id: a, clusters-directory: %1$s/clusters}
                run.directory: %1$s/run
                arp: {interface: lo, state-directory: %1$s/state}
                """
                    .formatted(directory)));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .contains("mail.yaml:2:1: arp.interface: this host has no interface \"eth7x\"")
        .contains("files.yaml:1:8: node.cluster: db is taken already")
        .contains("warning: " + clusters.resolve("old.yml") + ": is not read");
  }

  @Test
  void theConfigurationOfEachClusterIsPrintedWithItsOrigins() throws IOException {
    Path clusters = Files.createDirectory(directory.resolve("clusters"));
    Files.writeString(clusters.resolve("mail.yaml"), "node: {cluster: mail}\narp.interface: lo");
    String node =
        file(
            "node.yaml",
            "node: {cluster: db, id: a, clusters-directory: "
                + clusters
                + "}\narp.interface: lo\n");

    Run run = BatonWorld.baton(new Untouched(), "node", "--print-config", "--config", node);

    assertThat(run.status()).isZero();
    assertThat(run.out().split("---\n", -1)).hasSize(2);
    assertThat(run.out()).containsPattern("node.id: a +# " + node).contains("node.cluster: mail");
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() throws IOException {
    String plain = script("plain", "#!/bin/sh\n", "rw-r--r--");
    String windows = script("windows", "#!/bin/sh\r\nexit 0\r\n", "rwxr-xr-x");
    String reader = script("reader", "#!/usr/bin/pythno\n", "rwxr-xr-x");
    String headless = script("headless", "exit 0\n", "rwxr-xr-x");
    String pem = file("ca.pem", "no certificate\n");
    Run run =
        check(
            "node",
            file(
                "node.yaml",
                """
                node: {cluster: db, id: A}
                run.directory: %1$s/ca.pem/run
                arp: {interface: eth7x, state-directory: %1$s/ca.pem}
                agent:
                  heartbeat-interval: 0s
                  hooks: {promote: %2$s, demote: %3$s}
                  probes:
                    a: {kind: script, command: /nowhere/check}
                    b: {kind: script, command: %4$s}
                    c: {kind: process, pid-command: %5$s}
                    d: {kind: http, url: "https://127.0.0.1/", ca-file: %6$s}
                    e: {kind: interface, interface: eth7x}
                    f: {kind: tcp}
                    g: {kind: script, command: %1$s}
                kafka.properties:
                  acks: 0
                """
                    .formatted(directory, plain, windows, reader, headless, pem)));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains(
            ":1:25: node.id: \"A\" is not a name",
            ":2:1: run.directory: ",
            ":3:7: arp.interface: this host has no interface \"eth7x\"; it has ",
            ":3:25: arp.state-directory: " + pem + " is no directory",
            ":5:23: agent.heartbeat-interval: 0s is not within",
            "agent.hooks.promote: " + plain + " may not be run by ",
            "agent.hooks.demote: " + windows + " is to be read by /bin/sh, but its lines end as in",
            "agent.probes.a.command: /nowhere/check is not there",
            "agent.probes.b.command: " + reader + " is to be read by /usr/bin/pythno, which cannot",
            "agent.probes.c.pid-command: " + headless + " is neither a program nor a script",
            "agent.probes.d.ca-file: " + pem + " holds no certificate",
            "agent.probes.e.interface: this host has no interface \"eth7x\"",
            "agent.probes.f.address: is missing",
            "agent.probes.g.command: " + directory + " is no file",
            ":16:3: kafka.properties.acks: cannot be set");
    assertThat(run.err().lines()).hasSize(15).doesNotHaveDuplicates();
  }

  @Test
  void anArbitersTimesFitEachOther() throws IOException {
    Run run =
        check(
            "arbiter",
            file(
                "x.yaml",
                """
                arbiter: {id: x1, close-timeout: 20s}
                kafka.retention: {events: 30d, audit: 7d}
                """));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "x.yaml:1:19: arbiter.close-timeout: has to be below shutdown.deadline",
            "x.yaml:2:32: kafka.retention.audit: is below kafka.retention.events");
  }

  @Test
  void aPortOfARunningInstanceIsOnlyToldAndAForeignAddressIsRefused() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Run run =
          BatonWorld.baton(
              new Untouched(),
              "arbiter",
              "--check-config",
              "--arbiter.id=x1",
              "--http.listen=127.0.0.1:" + taken.getLocalPort());
      Run foreign =
          BatonWorld.baton(
              new Untouched(),
              "arbiter",
              "--check-config",
              "--arbiter.id=x1",
              "--http.listen=192.0.2.1:9471");

      assertThat(run.status()).isZero();
      assertThat(run.err()).startsWith("warning: command line: http.listen: cannot listen at ");
      assertThat(foreign.status()).isEqualTo(2);
      assertThat(foreign.err()).contains("http.listen: cannot listen at 192.0.2.1:9471");
    }
  }

  @Test
  void aResponderNamesAnAddressAndInterfacesOfItsHost() throws IOException {
    Run run =
        check(
            "actuator responder",
            file(
                "p.yaml",
                """
                node: {cluster: db, id: a}
                run.directory: %1$s
                responder:
                  state-directory: %1$s
                  bind: 192.0.2.1
                  path: health
                  addresses: eth7x
                  identity-interface: eth7y
                """
                    .formatted(directory)));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "p.yaml:5:3: responder.bind: 192.0.2.1 is no address of this host",
            "responder.path: \"health\" does not begin with a slash",
            "responder.addresses: this host has no interface \"eth7x\"",
            "responder.identity-interface: this host has no interface \"eth7y\"");
  }

  @Test
  void theOtherComponentsAndTheOperatorsVerbsCanBeCheckedToo() throws IOException {
    String empty = file("empty.yaml", "");

    assertThat(check("actuator gcp", empty).out()).contains("baton actuator gcp is right");
    assertThat(check("actuator aws", empty).err())
        .contains("no actuator of aws is installed; install baton-aws");
    assertThat(
            BatonWorld.baton(
                    new Untouched(),
                    "status",
                    "--check-config",
                    "--kafka.properties.security.protocol=TLS")
                .status())
        .isEqualTo(2);
  }
}
