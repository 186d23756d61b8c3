package dev.baton.channel.shell;

import dev.baton.channel.core.Body;
import dev.baton.channel.core.Keyring;
import dev.baton.log.warmup.Warmup;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says a word, pings, asks for a promise and answers between two members that exist in memory only.
 * The first word of a process would else take 30 ms and more, most of it for loading the
 * cryptography.
 */
public final class ChannelWarmup implements Warmup.Piece {
  private static final ClusterId CLUSTER = new ClusterId("warm-up");
  private static final NodeId ONE = new NodeId("one");
  private static final NodeId OTHER = new NodeId("other");
  private static final SessionId SESSION = new SessionId("warm-up");
  private static final Epoch EPOCH = new Epoch(1);

  /** Nothing is ever sent there. */
  private static final InetSocketAddress NOWHERE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

  private final End one;
  private final End other;

  /** A member, and what leads to it what it receives. */
  private record End(MemberChannel channel, Dispatch dispatch) {}

  /**
   * Uses the real cryptography; what it seals never leaves this class.
   *
   * @param keys any
   */
  public ChannelWarmup(Keyring keys) {
    this.one = end(ONE, keys);
    this.other = end(OTHER, keys);
  }

  private static End end(NodeId node, Keyring keys) {
    Reception reception = new Reception(() -> Optional.of(keys), System::nanoTime);
    MemberChannel member = new MemberChannel(CLUSTER, node, reception);
    Peer peer = new Peer(SESSION, List.of(NOWHERE));
    member.own(Optional.of(SESSION), 0);
    member.peers(Map.of(ONE, peer, OTHER, peer));
    Dispatch dispatch = new Dispatch(reception);
    dispatch.add(member);
    return new End(member, dispatch);
  }

  @Override
  public long play() {
    MemberChannel says = one.channel();
    return pass(says.release(0, EPOCH, SESSION), other)
        + pass(says.ping(0), other)
        + pass(says.ask(0, EPOCH, 1, 0), other);
  }

  /** How much was heard, answers included. */
  private long pass(List<Outgoing> all, End to) {
    long heard = 0;
    for (Outgoing each : all) {
      heard += to.dispatch().received(each.bytes(), NOWHERE).match(new Hearing());
    }
    return heard;
  }

  /** Counts what is believed, and passes answers back. */
  private final class Hearing implements Outcome.Cases<Long> {
    @Override
    public Long word(Outcome.Word word) {
      return 1L;
    }

    @Override
    public Long answer(Outcome.Answer answer) {
      return 1 + pass(List.of(answer.outgoing()), one);
    }

    @Override
    public Long pong(Outcome.Pong pong) {
      return 1L;
    }

    @Override
    public Long asked(Outcome.Asked asked) {
      Body.Promise promise = new Body.Promise(asked.epoch(), asked.nonce(), true, true);
      return 1 + pass(other.channel().promise(asked.node(), asked.generation(), promise), one);
    }

    @Override
    public Long promised(Outcome.Promised promised) {
      return 1L;
    }

    @Override
    public Long refused(Outcome.Refused refused) {
      return 0L;
    }
  }
}
