package dev.baton.channel.shell;

import dev.baton.channel.core.Admission;
import dev.baton.channel.core.Body;
import dev.baton.channel.core.Datagram;
import dev.baton.channel.core.DatagramFormat;
import dev.baton.channel.core.Keyring;
import dev.baton.channel.core.Party;
import dev.baton.channel.core.Refusal;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A node's end of the channel, for one cluster. It makes datagrams and reads them; a socket carries
 * them. Until the others know a session of it, it says nothing and hears nothing. Thread-safe, and
 * never waits for anything.
 */
public final class MemberChannel implements AutoCloseable {
  /** How often a word is sent, so that a lost datagram costs nothing. The caller spaces them. */
  public static final int COPIES = 3;

  private final ClusterId cluster;
  private final NodeId node;
  private final Reception reception;
  private final Admission admission;
  private Optional<SessionId> session = Optional.empty();
  private long generation;
  private SortedMap<NodeId, Peer> peers = Collections.emptySortedMap();
  private long sequence;

  /** Has neither a session nor peers yet. */
  public MemberChannel(ClusterId cluster, NodeId node, Reception reception) {
    this.cluster = cluster;
    this.node = node;
    this.reception = reception;
    this.admission = new Admission(cluster, node);
  }

  /** Returns which cluster it is for. */
  public ClusterId cluster() {
    return cluster;
  }

  /**
   * Sets what this node is by now.
   *
   * @param session the session by which the others know it: the one that the log has of it, even if
   *     this node has drawn another since. Empty: none, and the channel is silent and deaf
   * @param generation the highest of the commands that it has read; 0 at first
   */
  public synchronized void own(Optional<SessionId> session, long generation) {
    this.session = session;
    this.generation = generation;
    admission.own(session, generation);
  }

  /** Sets who else is in the cluster and has a session; this node itself is left out. */
  public synchronized void peers(Map<NodeId, Peer> all) {
    SortedMap<NodeId, Peer> others = new TreeMap<>(all);
    others.remove(node);
    peers = others;
    SortedMap<NodeId, SessionId> senders = new TreeMap<>();
    others.forEach((other, peer) -> senders.put(other, peer.session()));
    admission.senders(senders);
    reception.members(cluster, addresses(others.values()));
  }

  private static List<InetSocketAddress> addresses(Collection<Peer> peers) {
    return peers.stream().flatMap(peer -> peer.addresses().stream()).toList();
  }

  /**
   * Makes one copy of the word that this node has let go (rule D3), for every other member. To be
   * called {@link #COPIES} times, after the gate is shut; each copy has sequence numbers of its
   * own.
   *
   * @param generation of the log in which the epoch was assigned
   * @param epoch which assignment; 1 at least
   * @param held the session of this node that held it
   * @return empty if there is no key, no session or no peer
   */
  public List<Outgoing> release(long generation, Epoch epoch, SessionId held) {
    Body word = new Body.Released(epoch, held);
    return datagrams(toAll(generation, () -> word));
  }

  /**
   * Makes a question to every other member, at each of its addresses.
   *
   * @param nonce comes back with the answers
   * @return empty if there is no key, no session or no peer
   */
  public synchronized List<Outgoing> ping(long nonce) {
    return datagrams(toAll(generation, () -> new Body.Ping(nonce)));
  }

  /**
   * A datagram with the member that it is for.
   *
   * @param to the member
   * @param outgoing goes to one of its addresses
   */
  public record Addressed(NodeId to, Outgoing outgoing) {}

  /**
   * Makes a question to every other member, at each of its addresses, as {@link #ping} does, but
   * that each has a number of its own: so it is known which address was answered.
   *
   * @param nonces is asked once for each, in order
   * @return in the order of the members' names; empty if there is no key, no session or no peer
   */
  public synchronized List<Addressed> ping(LongSupplier nonces) {
    return toAll(generation, () -> new Body.Ping(nonces.getAsLong()));
  }

  /**
   * Asks every other member for a promise (rule H), at each of its addresses. The answers are not
   * waited for: {@link Outcome.Promised}.
   *
   * @param generation the latest that this node has read
   * @param epoch which assignment it holds; 1 at least
   * @param definitionVersion of the definition by which it knows whom to ask
   * @param nonce comes back with the answers
   * @return empty if there is no key, no session or no peer
   */
  public List<Outgoing> ask(long generation, Epoch epoch, long definitionVersion, long nonce) {
    Body question = new Body.Ask(epoch, definitionVersion, nonce);
    return datagrams(toAll(generation, () -> question));
  }

  /**
   * Answers a member that has asked (rule H), at each of its addresses: where the log says that it
   * hears, not where the question came from.
   *
   * @param to who has asked
   * @param generation that of the question
   * @param promise what to answer; each datagram is shorter than the question
   * @return empty if there is no key, no session or no such peer
   */
  public synchronized List<Outgoing> promise(NodeId to, long generation, Body.Promise promise) {
    SortedMap<NodeId, Peer> asker = new TreeMap<>(peers);
    asker.keySet().retainAll(Set.of(to));
    return datagrams(to(asker, generation, () -> promise));
  }

  /** Tells whether the others know a session of it; without one it is silent and deaf. */
  public synchronized boolean hasSession() {
    return session.isPresent();
  }

  private static List<Outgoing> datagrams(List<Addressed> all) {
    return all.stream().map(Addressed::outgoing).toList();
  }

  private synchronized List<Addressed> toAll(long of, Supplier<Body> bodies) {
    return to(peers, of, bodies);
  }

  private List<Addressed> to(SortedMap<NodeId, Peer> some, long of, Supplier<Body> bodies) {
    Optional<? extends Keyring> keys = reception.keys();
    List<Addressed> all = new ArrayList<>();
    if (keys.isPresent() && session.isPresent()) {
      Party own = new Party(node, session.get());
      some.forEach(
          (other, peer) -> {
            Party to = new Party(other, peer.session());
            for (InetSocketAddress address : peer.addresses()) {
              Datagram datagram = new Datagram(cluster, of, own, to, ++sequence, bodies.get());
              all.add(new Addressed(other, outgoing(address, datagram, keys.get())));
            }
          });
    }
    return all;
  }

  private Outgoing outgoing(InetSocketAddress to, Datagram datagram, Keyring keys) {
    reception.counts().countSent(cluster, datagram.body().kind());
    return new Outgoing(to, DatagramFormat.seal(datagram, keys));
  }

  /** Takes a datagram whose seal is right; see {@link Dispatch}. */
  synchronized Outcome received(Datagram datagram, InetSocketAddress from) {
    Optional<Refusal> refusal = admission.admit(datagram);
    if (refusal.isPresent()) {
      return behind(datagram, from).orElseGet(() -> reception.refuse(refusal.get()));
    }
    reception.counts().countHeard(cluster, datagram.body().kind());
    return datagram.body().match(new Hearing(datagram, from));
  }

  /**
   * Answers the question of a holder that has read less of the log than this member, which promises
   * nothing to it. The answer is between the two sessions that the holder knows of. It is shorter
   * than the question.
   */
  private Optional<Outcome> behind(Datagram datagram, InetSocketAddress from) {
    Optional<? extends Keyring> keys = reception.keys();
    if (datagram.body() instanceof Body.Ask ask
        && keys.isPresent()
        && admission.isOutdated(datagram)) {
      reception.counts().countHeard(cluster, ask.kind());
      Body no = new Body.Promise(ask.epoch(), ask.nonce(), false, true);
      return Optional.of(answer(datagram, from, no, keys.get()));
    }
    return Optional.empty();
  }

  /** Answers between the two sessions of a question, to where it came from. */
  private Outcome answer(Datagram asked, InetSocketAddress from, Body body, Keyring keys) {
    Party asker = asked.sender();
    Datagram answer =
        new Datagram(cluster, asked.generation(), asked.receiver(), asker, ++sequence, body);
    return new Outcome.Answer(cluster, asker.node(), outgoing(from, answer, keys));
  }

  /** What a body means to this node. */
  private final class Hearing implements Body.Cases<Outcome> {
    private final Datagram datagram;
    private final InetSocketAddress from;

    Hearing(Datagram datagram, InetSocketAddress from) {
      this.datagram = datagram;
      this.from = from;
    }

    @Override
    public Outcome released(Body.Released released) {
      return new Outcome.Word(
          cluster,
          datagram.sender().node(),
          released.session(),
          datagram.generation(),
          released.epoch());
    }

    @Override
    public Outcome ping(Body.Ping ping) {
      Optional<? extends Keyring> keys = reception.keys();
      if (keys.isEmpty()) {
        return reception.refuse(Refusal.NO_KEY);
      }
      return answer(datagram, from, new Body.Pong(ping.nonce()), keys.get());
    }

    @Override
    public Outcome pong(Body.Pong pong) {
      return new Outcome.Pong(cluster, datagram.sender().node(), pong.nonce(), from);
    }

    @Override
    public Outcome ask(Body.Ask ask) {
      return new Outcome.Asked(
          cluster,
          datagram.sender().node(),
          datagram.generation(),
          ask.epoch(),
          ask.definitionVersion(),
          ask.nonce());
    }

    @Override
    public Outcome promise(Body.Promise promise) {
      return new Outcome.Promised(
          cluster,
          datagram.sender().node(),
          datagram.generation(),
          promise.epoch(),
          promise.nonce(),
          promise.given(),
          promise.storeAnswers());
    }
  }

  /** Forgets the peers: it says and hears nothing any more. */
  @Override
  public void close() {
    own(Optional.empty(), 0);
    peers(Collections.emptySortedMap());
  }
}
