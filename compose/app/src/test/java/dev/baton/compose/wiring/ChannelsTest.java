package dev.baton.compose.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.channel.core.Kind;
import dev.baton.channel.key.ChannelKeyFile;
import dev.baton.channel.shell.MemberChannel;
import dev.baton.channel.shell.Peer;
import dev.baton.compose.config.Config;
import dev.baton.compose.config.ConfigException;
import dev.baton.compose.config.ConfigLoader;
import dev.baton.compose.config.Sources;
import dev.baton.compose.service.Meters;
import dev.baton.lease.core.Question;
import dev.baton.lease.core.Reply;
import dev.baton.lease.shell.MemberLink;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.HostAddress;
import dev.baton.model.MemberAddress;
import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import dev.baton.model.command.Command;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The channel of a process, over the loopback interface. */
class ChannelsTest {
  private static final ClusterId WEB = new ClusterId("web");
  private static final ClusterId MAIL = new ClusterId("mail");
  private static final NodeId A = new NodeId("a");
  private static final NodeId B = new NodeId("b");
  private static final SessionId OF_A = new SessionId("s-a");
  private static final SessionId OF_B = new SessionId("s-b");

  @TempDir Path directory;
  private final Deque<Runnable> ends = new ArrayDeque<>();
  private Path keys;

  @BeforeEach
  void makeKeys() throws Exception {
    keys = directory.resolve("channel.key");
    var unused = ChannelKeyFile.create(keys, new SecureRandom(), InstantSource.system());
  }

  @AfterEach
  void end() {
    ends.forEach(Runnable::run);
  }

  @Test
  void carriesAWordToTheKeeperOfItsCluster() {
    List<String> heard = new CopyOnWriteArrayList<>();
    Channels from = channels("127.0.0.1:0");
    Channels to = channels("127.0.0.1:0");
    MemberChannel web = member(from, WEB, A, OF_A);
    MemberChannel atB = new MemberChannel(WEB, B, to.reception());
    join(to, new MemberChannel(MAIL, B, to.reception()), (epoch, generation) -> heard.add("mail"));
    join(to, atB, (epoch, generation) -> heard.add(epoch + " in " + generation));
    web.peers(Map.of(B, peer(OF_B, to)));
    web.own(Optional.of(OF_A), 7);
    atB.peers(Map.of(A, peer(OF_A, from)));
    atB.own(Optional.of(OF_B), 7);

    from.send(web.release(7, new Epoch(3), OF_A));

    await().until(() -> !heard.isEmpty());
    assertThat(heard).containsExactly("3 in 7");
    assertThat(to.reception().counts().heard(WEB, Kind.RELEASED)).isEqualTo(1);
  }

  @Test
  void carriesAQuestionAndItsAnswerBetweenKeepers() {
    List<String> heard = new CopyOnWriteArrayList<>();
    Channels from = channels("127.0.0.1:0");
    Channels to = channels("127.0.0.1:0");
    MemberLink link = link(from);
    MemberChannel atB = new MemberChannel(WEB, B, to.reception());
    join(to, atB, new Noting(heard));
    link.meet(List.of(new Command.Peer(B, OF_B, List.of(address(to)))));
    link.own(Optional.of(OF_A), 7);
    atB.peers(Map.of(A, peer(OF_A, from)));
    atB.own(Optional.of(OF_B), 7);

    link.ask(new Question(new Epoch(3), 7, 2, 41));
    link.promise(B, new Reply(new Epoch(4), 7, 42, true, false));
    link.promise(A, new Reply(new Epoch(5), 7, 43, true, true));

    await().until(() -> heard.size() == 2);
    assertThat(heard)
        .containsExactlyInAnyOrder(
            "a: " + new Question(new Epoch(3), 7, 2, 41),
            "a: " + new Reply(new Epoch(4), 7, 42, true, false));
    assertThat(to.reception().counts().heard(WEB, Kind.ASK)).isEqualTo(1);
    assertThat(to.reception().counts().heard(WEB, Kind.PROMISE)).isEqualTo(1);
  }

  /** Notes what rule H is about. */
  private record Noting(List<String> heard) implements Channels.Ear {
    @Override
    public void word(Epoch epoch, long generation) {
      throw new IllegalStateException("nobody lets go");
    }

    @Override
    public void asked(NodeId from, Question question) {
      heard.add(from + ": " + question);
    }

    @Override
    public void promised(NodeId from, Reply reply) {
      heard.add(from + ": " + reply);
    }
  }

  /** A link as the keeper of node a has it. */
  private MemberLink link(Channels channels) {
    KeeperTies ties =
        ClusterChannel.of(config("127.0.0.1:0", ""), Optional.of(channels), Optional.empty());
    ties.open(new Meters(new SimpleMeterRegistry()));
    ends.add(ties::close);
    return ties.link();
  }

  private static MemberAddress address(Channels at) {
    return new MemberAddress("127.0.0.1", awaitPort(at));
  }

  @Test
  void worksWithoutAPortThatIsTaken() {
    Channels first = channels("127.0.0.1:0");
    MemberChannel unused = member(first, WEB, A, OF_A);
    int taken = awaitPort(first);
    Channels second = channels("127.0.0.1:" + taken);

    MemberChannel silent = member(second, WEB, B, OF_B);

    silent.peers(Map.of(A, peer(OF_A, first)));
    await("the keys").until(() -> !silent.ping(0).isEmpty());
    assertThat(second.port()).isEmpty();
    second.send(silent.release(0, new Epoch(1), OF_B));
  }

  @Test
  void isAnnouncedOnceALateKeyFileIsThere() throws Exception {
    Path late = directory.resolve("late");
    Files.move(keys, late);
    Channels channels = channels("127.0.0.1:0");
    MemberChannel member = member(channels, WEB, A, OF_A);
    member.peers(
        Map.of(
            B,
            new Peer(OF_B, List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9)))));
    assertThat(channels.port()).isEmpty();
    assertThat(member.ping(0)).isEmpty();

    Files.move(late, keys);

    assertThat(awaitPort(channels)).isPositive();
    assertThat(member.ping(0)).hasSize(1);
  }

  @Test
  void announcesTheAddressOfTheInterfaceThatCarriesTheVips() {
    List<HostAddress> own =
        List.of(
            new HostAddress("10.20.0.11", 16, "eth0"),
            new HostAddress("10.30.0.11", 24, "eth1"),
            new HostAddress("fd00::11", 64, "eth1"),
            new HostAddress("fd00:2::11", 64, "eth2"));

    assertThat(hearsAt("eth1", "", own)).containsExactly("10.30.0.11");
    assertThat(hearsAt("eth2", "", own)).containsExactly("fd00:2::11");
    assertThat(hearsAt("eth9", "", own)).isEmpty();
    assertThat(hearsAt("eth1", ", announce: '10.1.1.1:9480,[fd01::1]:9481'", own))
        .containsExactly("10.1.1.1", "fd01::1");
  }

  @Test
  void hasNoChannelWithoutAKeyFile() {
    Config config = load("node: {cluster: web, id: a}\narp: {interface: eth1}");

    assertThat(Channels.of(config)).isEmpty();
    assertThat(ArpRunner.channel(config, Channels.of(config)).link()).isSameAs(MemberLink.NONE);
  }

  @Test
  void refusesToAnnounceWhatIsNoAddress() {
    assertThatThrownBy(() -> MemberKeys.announced(config("127.0.0.1:0", ", announce: 'db1:9480'")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("channel.announce")
        .hasMessageContaining("db1");
    assertThatThrownBy(
            () ->
                MemberKeys.announced(
                    config("127.0.0.1:0", ", announce: '10.0.0.1:1,10.0.0.2:1,10.0.0.3:1'")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("at most 2");
  }

  private List<String> hearsAt(String interfaceName, String more, List<HostAddress> own) {
    Config config = config("127.0.0.1:0", more);
    Channels channels = Channels.of(config).orElseThrow();
    KeeperTies ties = ClusterChannel.of(config, Optional.of(channels), Optional.of(interfaceName));
    ties.open(new Meters(new SimpleMeterRegistry()));
    ends.add(ties::close);
    int unused = awaitPort(channels);
    return ties.link().hearsAt(own).stream().map(MemberAddress::address).toList();
  }

  /** Until its keys are read. */
  private static int awaitPort(Channels channels) {
    return await().until(channels::port, Optional::isPresent).orElseThrow();
  }

  private Channels channels(String listen) {
    return Channels.of(config(listen, "")).orElseThrow();
  }

  private MemberChannel member(Channels channels, ClusterId cluster, NodeId node, SessionId of) {
    MemberChannel member = new MemberChannel(cluster, node, channels.reception());
    join(channels, member, (epoch, generation) -> {});
    member.own(Optional.of(of), 0);
    return member;
  }

  private void join(Channels channels, MemberChannel member, Channels.Ear ear) {
    channels.join(member, ear, new Meters(new SimpleMeterRegistry()));
    ends.add(() -> channels.leave(member.cluster()));
  }

  private static Peer peer(SessionId session, Channels at) {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), awaitPort(at));
    return new Peer(session, List.of(address));
  }

  private Config config(String listen, String more) {
    return load(
        "node: {cluster: web, id: a}\narp: {interface: eth1}\nchannel: {key-file: "
            + keys
            + ", listen: '"
            + listen
            + "'"
            + more
            + "}");
  }

  private static Config load(String yaml) {
    return ConfigLoader.load(
        Components.CATALOG, Components.NODE, Sources.ofFile("node.yaml", yaml));
  }
}
