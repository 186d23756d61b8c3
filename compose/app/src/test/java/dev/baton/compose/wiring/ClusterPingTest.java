package dev.baton.compose.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.channel.key.ChannelKeyFile;
import dev.baton.channel.shell.MemberChannel;
import dev.baton.channel.shell.Peer;
import dev.baton.compose.cli.Baton;
import dev.baton.compose.cli.CliContext;
import dev.baton.compose.config.ConfigLoader;
import dev.baton.compose.config.Endpoint;
import dev.baton.compose.config.Sources;
import dev.baton.compose.ping.PingJson;
import dev.baton.compose.ping.PingReport;
import dev.baton.compose.ping.PingReport.Result;
import dev.baton.compose.ping.PingReport.Silence;
import dev.baton.compose.service.HealthStatus;
import dev.baton.compose.service.Meters;
import dev.baton.compose.service.Service;
import dev.baton.compose.service.ServiceHost;
import dev.baton.compose.service.WebPage;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code baton ping} against a real web server, with two members on the loopback interface. */
class ClusterPingTest {
  private static final ClusterId WEB = new ClusterId("web");
  private static final NodeId A = new NodeId("a");
  private static final NodeId B = new NodeId("b");
  private static final NodeId C = new NodeId("c");
  private static final SessionId OF_A = new SessionId("s-a");
  private static final SessionId OF_B = new SessionId("s-b");

  @TempDir Path directory;
  private final Deque<Runnable> ends = new ArrayDeque<>();
  private Path keys;

  /** What a command said and how it ended. */
  private record Run(int status, String out, String err) {}

  /** A node's end of the channel. */
  private record End(Channels channels, MemberChannel member, ClusterPing ping) {
    InetSocketAddress at() {
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), channels.port().orElseThrow());
    }
  }

  @BeforeEach
  void makeKeys() throws Exception {
    keys = keyFile("channel.key");
  }

  private Path keyFile(String name) throws Exception {
    Path file = directory.resolve(name);
    var unused = ChannelKeyFile.create(file, new SecureRandom(), InstantSource.system());
    return file;
  }

  @AfterEach
  void end() {
    ends.forEach(Runnable::run);
  }

  @Test
  void showsAfterHowLongEachMemberAnswered() {
    End a = node(A, OF_A, keys);
    meet(a, node(B, OF_B, keys));

    Run run = ping(serve(a.ping()), "web");

    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .matches(
            "web, asked by a:\\R  b {12}127\\.0\\.0\\.1:\\d+ +answered after \\d+\\.\\d{3} ms\\R");
    assertThat(run.status()).isZero();
    assertThat(PingJson.read(ping(serve(a.ping()), "web", "--json").out()).isComplete()).isTrue();
  }

  @Test
  void showsWhoDoesNotAnswerAndWhoCannotBeAsked() throws Exception {
    End a = node(A, OF_A, keys, A, B, C);
    try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      InetSocketAddress at = (InetSocketAddress) silent.getLocalSocketAddress();
      a.member().peers(Map.of(B, new Peer(OF_B, List.of(at))));

      Run run = ping(serve(a.ping()), "web");

      assertThat(run.out())
          .contains("  b            127.0.0.1:" + at.getPort())
          .contains("  no answer within 1000 ms")
          .contains(
              "  c            -                      not asked: the log has no channel of it");
      assertThat(run.status()).isEqualTo(1);
    }
  }

  @Test
  void hearsNobodyWhoHasAnotherKey() throws Exception {
    End a = node(A, OF_A, keys);
    meet(a, node(B, OF_B, keyFile("another.key")));

    PingReport report = report(a.ping());

    assertThat(report.answers())
        .extracting(PingReport.Answer::result)
        .containsExactly(Result.NO_ANSWER);
  }

  @Test
  void takesNoAnswerForThatOfAnotherMember() {
    End a = node(A, OF_A, keys);
    meet(a, node(B, OF_B, keys));
    CompletableFuture<String> answer = a.ping().answer().toCompletableFuture();

    // C is heard with every number that may be asked.
    for (long nonce = Long.MIN_VALUE; nonce < Long.MIN_VALUE + 10; nonce++) {
      a.ping().heard(C, nonce, System.nanoTime());
    }

    assertThat(PingJson.read(answer.orTimeout(1, TimeUnit.MINUTES).join()).answers())
        .extracting(PingReport.Answer::node)
        .containsExactly(B);
  }

  @Test
  void saysWhyItAsksNobody() {
    End first = node(A, OF_A, keys);
    End keyless = node(A, OF_A, directory.resolve("none.key"));
    Channels taken = channels("127.0.0.1:" + first.at().getPort(), keys);
    End deaf = node(taken, A, Optional.of(OF_A));
    End unborn = node(channels("127.0.0.1:" + first.at().getPort(), keys), A, Optional.empty());
    awaitKey(deaf);
    awaitKey(unborn);

    assertThat(report(keyless.ping()).silence()).contains(Silence.NO_KEY);
    assertThat(report(deaf.ping()).silence()).contains(Silence.NOT_LISTENING);
    assertThat(report(unborn.ping()).silence()).contains(Silence.NO_SESSION);
    assertThat(report(new NoChannel(WEB, A)).silence()).contains(Silence.NO_KEY_FILE);
    Run run = ping(serve(keyless.ping()), "web");
    assertThat(run.out()).contains("nobody was asked: the service on this node cannot read its");
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void asksOnceForAllWhoWantToKnowMeanwhileAndNotTooOften() throws Exception {
    End a = node(A, OF_A, keys);
    try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      InetSocketAddress at = (InetSocketAddress) silent.getLocalSocketAddress();
      a.member().peers(Map.of(B, new Peer(OF_B, List.of(at))));
      List<CompletableFuture<String>> all =
          Stream.generate(() -> a.ping().answer().toCompletableFuture())
              .limit(10L * Channels.MOST_PINGS)
              .toList();

      assertThat(all)
          .allSatisfy(
              answer ->
                  assertThat(PingJson.read(answer.orTimeout(1, TimeUnit.MINUTES).join()).silence())
                      .isEmpty());
    }
    // Without members a round is over at once.
    a.member().peers(Map.of());
    Optional<Silence> last = Optional.empty();
    for (int round = 0; round < 100_000 && last.isEmpty(); round++) {
      last = report(a.ping()).silence();
    }
    assertThat(last).contains(Silence.TOO_OFTEN);
  }

  @Test
  void namesTheClustersThatTheServiceServes() {
    Endpoint served = serve(node(A, OF_A, keys).ping());

    Run other = ping(served, "mail");
    Run strange = ping(served, "Web/../health");

    assertThat(other.err().strip())
        .isEqualTo(
            "baton: cluster: the service at " + served + " does not serve mail; it serves web");
    assertThat(other.status()).isEqualTo(2);
    assertThat(strange.err()).contains("cluster").contains("Web/../health");
    assertThat(strange.status()).isEqualTo(2);
    assertThat(ping(serve(), "web").err()).contains("does not serve web or any other cluster");
  }

  private End node(NodeId node, SessionId session, Path keyFile, NodeId... members) {
    End end = node(channels("127.0.0.1:0", keyFile), node, Optional.of(session), members);
    if (Files.exists(keyFile)) {
      awaitKey(end);
    }
    return end;
  }

  /** The key file is read on another thread. */
  private static void awaitKey(End end) {
    Awaitility.await("the keys").until(end.channels()::hasKey);
  }

  private End node(Channels channels, NodeId node, Optional<SessionId> session, NodeId... members) {
    MemberChannel member = new MemberChannel(WEB, node, channels.reception());
    ClusterPing ping = new ClusterPing(channels, member, node, () -> List.of(members));
    channels.join(member, new Ear(ping), new Meters(new SimpleMeterRegistry()));
    ends.add(() -> channels.leave(WEB));
    member.own(session, 0);
    return new End(channels, member, ping);
  }

  private record Ear(ClusterPing ping) implements Channels.Ear {
    @Override
    public void word(Epoch epoch, long generation) {
      throw new IllegalStateException("nobody lets go");
    }

    @Override
    public void pong(NodeId from, long nonce, long now) {
      ping.heard(from, nonce, now);
    }
  }

  private static void meet(End a, End b) {
    a.member().peers(Map.of(B, new Peer(OF_B, List.of(b.at()))));
    b.member().peers(Map.of(A, new Peer(OF_A, List.of(a.at()))));
  }

  private static Channels channels(String listen, Path keyFile) {
    String yaml =
        "node: {cluster: web, id: a}\narp: {interface: eth1}\nchannel: {key-file: "
            + keyFile
            + ", listen: '"
            + listen
            + "'}";
    return Channels.of(
            ConfigLoader.load(
                Components.CATALOG, Components.NODE, Sources.ofFile("node.yaml", yaml)))
        .orElseThrow();
  }

  private static PingReport report(WebPage page) {
    return PingJson.read(page.answer().toCompletableFuture().orTimeout(1, TimeUnit.MINUTES).join());
  }

  /** Serves the pages as the process of a node does. */
  private Endpoint serve(WebPage... pages) {
    ServiceHost host =
        new ServiceHost(
            new ServiceHost.Settings(
                Optional.of(new Endpoint("127.0.0.1", 0)), Duration.ofSeconds(20)),
            List.of(List.of(new Pages(List.of(pages)))));
    ends.add(host::close);
    var unused = host.start().orTimeout(2, TimeUnit.MINUTES).join();
    return host.listening().orElseThrow();
  }

  private record Pages(List<WebPage> pages) implements Service {
    @Override
    public String name() {
      return "arp";
    }

    @Override
    public void start(Meters meters) {}

    @Override
    public HealthStatus condition() {
      return HealthStatus.READY;
    }

    @Override
    public void close() {}
  }

  private static Run ping(Endpoint at, String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CliContext context =
        new CliContext(
            new TreeMap<>(),
            new PrintWriter(out),
            new PrintWriter(err),
            new KafkaLogs(),
            InstantSource.system(),
            false,
            Path.of("/nowhere/baton.yaml"));
    String[] all =
        Stream.of(List.of("ping"), List.of(words), List.of("--http.listen=" + at))
            .flatMap(List::stream)
            .toArray(String[]::new);
    int status = Baton.run(context, all);
    return new Run(status, out.toString(), err.toString());
  }
}
