package dev.baton.compose.wiring;

import dev.baton.channel.core.Body;
import dev.baton.channel.shell.MemberChannel;
import dev.baton.channel.shell.Peer;
import dev.baton.compose.config.Config;
import dev.baton.compose.service.Meters;
import dev.baton.compose.service.WebPage;
import dev.baton.lease.core.KeeperStatus;
import dev.baton.lease.core.Question;
import dev.baton.lease.core.Reply;
import dev.baton.lease.shell.KeeperService;
import dev.baton.lease.shell.MemberLink;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.HostAddress;
import dev.baton.model.MemberAddress;
import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import dev.baton.model.command.Command;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The channel as the keeper of one cluster uses it. */
final class ClusterChannel implements KeeperTies, MemberLink, Channels.Ear {
  private final ClusterId cluster;
  private final Channels channels;
  private final Optional<String> interfaceName;
  private final List<MemberAddress> announced;
  private final MemberChannel channel;
  private final ClusterPing ping;
  private volatile Optional<KeeperService> keeper = Optional.empty();
  private volatile Optional<SessionId> session = Optional.empty();

  private ClusterChannel(
      ClusterId cluster,
      NodeId node,
      Channels channels,
      Optional<String> interfaceName,
      List<MemberAddress> announced) {
    this.cluster = cluster;
    this.channels = channels;
    this.interfaceName = interfaceName;
    this.announced = announced;
    this.channel = new MemberChannel(cluster, node, channels.reception());
    this.ping = new ClusterPing(channels, channel, node, this::members);
  }

  /**
   * Prepares the channel of a cluster.
   *
   * @param config the cluster's
   * @param channels the process's channel; without one there is none
   * @param interfaceName whose address is announced; empty for the first that there is
   */
  static KeeperTies of(Config config, Optional<Channels> channels, Optional<String> interfaceName) {
    List<MemberAddress> announced = MemberKeys.announced(config);
    ClusterId cluster = new ClusterId(config.get(NodeKeys.CLUSTER));
    NodeId node = new NodeId(Hosts.nameOr(config, NodeKeys.ID));
    return channels
        .<KeeperTies>map(of -> new ClusterChannel(cluster, node, of, interfaceName, announced))
        .orElseGet(() -> new NoChannel(cluster, node));
  }

  @Override
  public void open(Meters meters) {
    channels.join(channel, this, meters);
  }

  @Override
  public void word(Epoch epoch, long generation) {
    keeper.ifPresent(running -> running.word(epoch, generation));
  }

  @Override
  public void asked(NodeId from, Question question) {
    keeper.ifPresent(running -> running.asked(from, question));
  }

  @Override
  public void promised(NodeId from, Reply reply) {
    keeper.ifPresent(running -> running.promised(from, reply));
  }

  @Override
  public void pong(NodeId from, long nonce, long now) {
    ping.heard(from, nonce, now);
  }

  @Override
  public Optional<WebPage> page() {
    return Optional.of(ping);
  }

  private List<NodeId> members() {
    return keeper
        .flatMap(running -> running.report().status())
        .map(KeeperStatus::members)
        .orElse(List.of());
  }

  @Override
  public MemberLink link() {
    return this;
  }

  @Override
  public void opened(KeeperService made) {
    keeper = Optional.of(made);
  }

  @Override
  public void close() {
    channels.leave(cluster);
  }

  @Override
  public List<MemberAddress> hearsAt(List<HostAddress> own) {
    Optional<Integer> port = channels.port();
    if (port.isEmpty() || !announced.isEmpty()) {
      return port.isEmpty() ? List.of() : announced;
    }
    return own.stream()
        .filter(each -> interfaceName.map(each.interfaceName()::equals).orElse(true))
        .min(Comparator.comparing(ClusterChannel::isIpv6))
        .map(each -> List.of(new MemberAddress(each.address(), port.orElseThrow())))
        .orElse(List.of());
  }

  private static boolean isIpv6(HostAddress address) {
    return address.address().indexOf(':') >= 0;
  }

  @Override
  public void own(Optional<SessionId> knownAs, long generation) {
    session = knownAs;
    channel.own(knownAs, generation);
  }

  @Override
  public void meet(List<Command.Peer> members) {
    SortedMap<NodeId, Peer> peers = new TreeMap<>();
    for (Command.Peer member : members) {
      List<InetSocketAddress> addresses =
          member.channel().stream().map(ClusterChannel::socketAddress).toList();
      peers.put(member.node(), new Peer(member.session(), addresses));
    }
    channel.peers(peers);
  }

  private static InetSocketAddress socketAddress(MemberAddress address) {
    try {
      return new InetSocketAddress(InetAddress.getByName(address.address()), address.port());
    } catch (UnknownHostException e) {
      throw new IllegalStateException(address + " is a literal", e);
    }
  }

  @Override
  public void released(Epoch epoch, long generation) {
    session.ifPresent(
        held -> {
          for (int copy = 0; copy < MemberChannel.COPIES; copy++) {
            channels.send(channel.release(generation, epoch, held));
          }
        });
  }

  @Override
  public void ask(Question question) {
    channels.send(
        channel.ask(
            question.generation(),
            question.epoch(),
            question.definitionVersion(),
            question.nonce()));
  }

  @Override
  public void promise(NodeId to, Reply reply) {
    Body.Promise promise =
        new Body.Promise(reply.epoch(), reply.nonce(), reply.given(), reply.storeAnswers());
    channels.send(channel.promise(to, reply.generation(), promise));
  }
}
