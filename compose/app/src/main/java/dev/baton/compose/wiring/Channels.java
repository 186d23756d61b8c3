package dev.baton.compose.wiring;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.baton.channel.key.KeyFileWatch;
import dev.baton.channel.shell.ChannelSocket;
import dev.baton.channel.shell.ChannelWarmup;
import dev.baton.channel.shell.Dispatch;
import dev.baton.channel.shell.MemberChannel;
import dev.baton.channel.shell.Outcome;
import dev.baton.channel.shell.Outgoing;
import dev.baton.channel.shell.Reception;
import dev.baton.compose.config.Config;
import dev.baton.compose.config.Endpoint;
import dev.baton.compose.service.Meters;
import dev.baton.lease.core.Question;
import dev.baton.lease.core.Reply;
import dev.baton.log.warmup.Warmup;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.scheduling.RealTimeScheduling;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The channel of a process: one socket for all its clusters (rules D and H). Opened for the first,
 * closed by the last. Where it cannot listen the process works without it. Thread-safe.
 *
 * <p>A thread of its own asks every member once a second whether it hears. So the way of a word is
 * in use: the kernel knows the members' hardware addresses, and the code is loaded and compiled.
 * The first datagram of a process would else be read 5 to 20 ms late. The same thread looks at the
 * key file, because a disk may make it wait; nobody else does.
 */
final class Channels {
  private static final Logger LOG = LoggerFactory.getLogger(Channels.class);

  /** Twenty seconds. */
  private static final int HASTY_ROUNDS = 200;

  /** Most rounds a second that operators may begin, of all clusters together. */
  static final int MOST_PINGS = 20;

  private static final long SECOND = 1_000_000_000;

  private final Path keyFile;
  private final Endpoint listen;
  private final KeyFileWatch keys;
  private final Reception reception;
  private final Dispatch dispatch;
  private final Map<ClusterId, Joined> joined = new ConcurrentHashMap<>();
  private final Deque<Long> pings = new ArrayDeque<>();
  private volatile Optional<ChannelSocket> socket = Optional.empty();
  private Optional<CountDownLatch> asking = Optional.empty();

  /** Hears what holders and other members say; on the thread that reads the socket. */
  @FunctionalInterface
  interface Ear {
    /** The holder of an epoch has let go of it for good. */
    void word(Epoch epoch, long generation);

    /**
     * A member has answered a question.
     *
     * @param nonce of the question
     * @param now monotonic nanoseconds, when the answer was read
     */
    default void pong(NodeId from, long nonce, long now) {}

    /** The holder of an epoch asks for a promise. */
    default void asked(NodeId from, Question question) {}

    /** A member has answered such a question of this node. */
    default void promised(NodeId from, Reply reply) {}
  }

  /** A cluster that is served. */
  private record Joined(MemberChannel channel, Ear ear) {}

  private Channels(Path keyFile, Endpoint listen) {
    this.keyFile = keyFile;
    this.listen = listen;
    this.keys = new KeyFileWatch(keyFile, System::nanoTime);
    this.reception = new Reception(keys, System::nanoTime);
    this.dispatch = new Dispatch(reception);
  }

  /** Prepares the channel of a process; empty if it has no key file. */
  static Optional<Channels> of(Config process) {
    return process
        .find(MemberKeys.KEY_FILE)
        .map(file -> new Channels(file, process.get(MemberKeys.LISTEN)));
  }

  /** Serves a cluster from now on. */
  synchronized void join(MemberChannel channel, Ear ear, Meters meters) {
    if (joined.isEmpty()) {
      open(meters);
    }
    joined.put(channel.cluster(), new Joined(channel, ear));
    dispatch.add(channel);
    new ChannelMetrics(meters, reception.counts()).watch(channel.cluster());
  }

  /** Serves a cluster no longer. */
  synchronized void leave(ClusterId cluster) {
    if (joined.remove(cluster) != null) {
      dispatch.remove(cluster);
      if (joined.isEmpty()) {
        close();
      }
    }
  }

  private void open(Meters meters) {
    new ChannelMetrics(meters, reception.counts()).watchSocket();
    try {
      InetSocketAddress at = new InetSocketAddress(listen.host(), listen.port());
      socket = Optional.of(ChannelSocket.open(at, this::received, reception.counts()));
      LOG.atInfo().addKeyValue("listen", at).addKeyValue("keys", keyFile).log("hearing members");
    } catch (IOException | RuntimeException e) {
      LOG.atWarn()
          .addKeyValue("key", MemberKeys.LISTEN.name())
          .log("there is no channel to other members until the next start: {}", e.getMessage());
    }
    CountDownLatch end = new CountDownLatch(1);
    asking = Optional.of(end);
    Thread asks = new Thread(() -> ask(end), "channel-asks");
    asks.setDaemon(true);
    RealTimeScheduling.notFirst(asks);
    asks.start();
  }

  /** Asks more often at first, until the code is compiled. */
  private void ask(CountDownLatch end) {
    Optional<Warmup> warmup = Optional.empty();
    try {
      long round = 0;
      do {
        askOnce(round++);
        warmup = warmup.or(this::warmUp);
      } while (!end.await(round < HASTY_ROUNDS ? 100 : 1000, MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      warmup.ifPresent(Warmup::close);
    }
  }

  private void askOnce(long round) {
    try {
      keys.look();
      for (Joined each : joined.values()) {
        send(each.channel().ping(round));
      }
    } catch (RuntimeException e) {
      LOG.atWarn().log("could not ask the other members; asks again within a second", e);
    }
  }

  /** Empty as long as there is no key. */
  private Optional<Warmup> warmUp() {
    return keys.get().map(any -> Warmup.start("channel", new ChannelWarmup(any)));
  }

  private void close() {
    asking.ifPresent(CountDownLatch::countDown);
    Optional<ChannelSocket> open = socket;
    socket = Optional.empty();
    try {
      if (open.isPresent()) {
        open.orElseThrow().close();
      }
    } catch (IOException e) {
      LOG.atDebug().log("the channel's socket did not close in order", e);
    }
  }

  Reception reception() {
    return reception;
  }

  /** Returns the port at which it listens; empty if it does not, or as long as there is no key. */
  Optional<Integer> port() {
    return keys.get().flatMap(any -> socket).map(open -> open.address().getPort());
  }

  /** Tells whether there is a key by now. */
  boolean hasKey() {
    return keys.get().isPresent();
  }

  /** Tells whether it listens; it does not before it serves a cluster. */
  boolean isListening() {
    return socket.isPresent();
  }

  /**
   * Tells whether an operator's round may begin, and counts it if so. So few a second take nothing
   * that counts from the rate at which members hear this node.
   */
  synchronized boolean mayPing() {
    long now = System.nanoTime();
    pings.removeIf(begun -> now - begun > SECOND);
    return pings.size() < MOST_PINGS && pings.add(now);
  }

  /** Sends each of them, or loses them. */
  void send(List<Outgoing> all) {
    socket.ifPresent(open -> open.send(all));
  }

  private void received(byte[] bytes, InetSocketAddress from) {
    dispatch.received(bytes, from).match(new Heard());
  }

  /** What becomes of what came in. */
  private final class Heard implements Outcome.Cases<Boolean> {
    @Override
    public Boolean word(Outcome.Word word) {
      return tell(word.cluster(), ear -> ear.word(word.epoch(), word.generation()));
    }

    private boolean tell(ClusterId cluster, Consumer<Ear> what) {
      Optional<Ear> ear = Optional.ofNullable(joined.get(cluster)).map(Joined::ear);
      ear.ifPresent(what);
      return ear.isPresent();
    }

    @Override
    public Boolean answer(Outcome.Answer answer) {
      send(List.of(answer.outgoing()));
      return true;
    }

    @Override
    public Boolean pong(Outcome.Pong pong) {
      long now = System.nanoTime();
      return tell(pong.cluster(), ear -> ear.pong(pong.node(), pong.nonce(), now));
    }

    @Override
    public Boolean asked(Outcome.Asked asked) {
      Question question =
          new Question(asked.epoch(), asked.generation(), asked.definitionVersion(), asked.nonce());
      return tell(asked.cluster(), ear -> ear.asked(asked.node(), question));
    }

    @Override
    public Boolean promised(Outcome.Promised promised) {
      Reply reply =
          new Reply(
              promised.epoch(),
              promised.generation(),
              promised.nonce(),
              promised.given(),
              promised.storeAnswers());
      return tell(promised.cluster(), ear -> ear.promised(promised.node(), reply));
    }

    @Override
    public Boolean refused(Outcome.Refused refused) {
      return false;
    }
  }
}
