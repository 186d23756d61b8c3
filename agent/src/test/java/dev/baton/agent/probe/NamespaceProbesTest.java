package dev.baton.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.baton.jvm.JavaCommand;
import dev.baton.linux.process.Child;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two namespaces, a cable between them, and a JVM with probes in the first. */
class NamespaceProbesTest {

  private static final long SELF = ProcessHandle.current().pid();
  private static final String NODE = "baton-pn-" + SELF;
  private static final String GATEWAY = "baton-pg-" + SELF;
  private static final String OTHER_NAME = "a-name-that-the-administrator-gave";
  private static final Duration LONG = Duration.ofMinutes(2);

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private Optional<Process> watcher = Optional.empty();

  @BeforeEach
  void plugIn() throws Exception {
    requireNamespaces();
    ip("netns add " + NODE);
    ip("netns add " + GATEWAY);
    ip("-n " + NODE + " link add eth0 type veth peer name eth0 netns " + GATEWAY);
    ip("-n " + NODE + " link property add dev eth0 altname " + OTHER_NAME);
    ip("-n " + NODE + " addr add 198.51.100.2/24 dev eth0");
    ip("-n " + GATEWAY + " addr add 198.51.100.1/24 dev eth0");
    ip("-n " + NODE + " -6 addr add fd00:51::2/64 dev eth0 nodad");
    ip("-n " + GATEWAY + " -6 addr add fd00:51::1/64 dev eth0 nodad");
    ip("-n " + NODE + " link set eth0 up");
    ip("-n " + GATEWAY + " link set eth0 up");
    ip("-n " + NODE + " route add default via 198.51.100.1");
    watch();
  }

  @AfterEach
  void unplug() throws Exception {
    if (watcher.isPresent()) {
      Process ended = watcher.orElseThrow().destroyForcibly();
      assertThat(ended.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
    for (String name : List.of(NODE, GATEWAY)) {
      Child.start(List.of("ip", "netns", "delete", name), Map.of()).await(LONG);
    }
  }

  @Test
  void seesTheCarrierComeAndGoAndTheGatewayBehindIt() throws Exception {
    awaitLine("link passed eth0 is up, carrier");
    awaitLine("other passed eth0 (a-name-that-the-administrator-gave) is up, carrier");
    awaitLine("route passed 198.51.100.1 answers");
    awaitLine("address passed fd00:51:0:0:0:0:0:1 answers");
    ip("-n " + GATEWAY + " link set eth0 down");
    awaitLine("link failed eth0 is down, no carrier");
    awaitLine("other failed eth0 (a-name-that-the-administrator-gave) is down, no carrier");
    awaitLine("route failed 198.51.100.1 does not answer within 300 ms");
    awaitLine("address failed fd00:51:0:0:0:0:0:1 does not answer within 300 ms");
    lines.clear();
    ip("-n " + GATEWAY + " link set eth0 up");
    awaitLine("link passed eth0 is up, carrier");
    awaitLine("route passed 198.51.100.1 answers");
    ip("-n " + NODE + " link set eth0 down");
    awaitLine("link failed eth0 is down, no carrier");
    awaitLine("route failed there is no default route with a gateway");
  }

  private void watch() throws IOException {
    List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", NODE));
    command.addAll(
        JavaCommand.service(ProbeMain.class.getName()).words("eth0", OTHER_NAME, "fd00:51::1"));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    watcher = Optional.of(process);
    Thread reader = new Thread(() -> read(process.inputReader(StandardCharsets.UTF_8)));
    reader.setDaemon(true);
    reader.start();
  }

  private void read(BufferedReader output) {
    output.lines().forEach(lines::add);
  }

  private void awaitLine(String line) {
    await().atMost(LONG).alias(line).until(() -> lines.contains(line));
  }

  private static void requireNamespaces() throws Exception {
    boolean possible =
        Child.start(List.of("unshare", "--net", "ip", "link"), Map.of())
            .await(LONG)
            .exitStatus()
            .equals(Optional.of(0));
    String missing = "network namespaces need root, unshare and iproute2";
    if (Boolean.getBoolean("baton.strict")) {
      assertThat(possible).as(missing).isTrue();
    }
    assumeThat(possible).as(missing).isTrue();
  }

  private static void ip(String arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(arguments.split(" ", -1)));
    Child.Ended ended = Child.start(command, Map.of()).await(LONG);
    assertThat(ended.exitStatus()).as(arguments + ": " + ended.output()).contains(0);
  }
}
