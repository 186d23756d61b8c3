package dev.baton.responder;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers a load balancer's question over HTTP: 200 if this node holds at the very moment of
 * answering, 503 otherwise. One thread of its own serves every connection, one question each.
 *
 * <p>Nobody can keep others from being answered: a connection has {@link #PATIENCE} in all, however
 * slowly it speaks, and when there are {@link #MOST_CONNECTIONS} the oldest makes room for the
 * newest. So a probe is answered as long as fewer than that many strangers connect while it speaks.
 */
final class Responder implements AutoCloseable {
  /** How many connections at once; load balancers probe from a handful of places. */
  static final int MOST_CONNECTIONS = 64;

  /** How long a connection may last; the shortest time-outs of probes are a second and more. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(Responder.class);

  private final ProbeEndpoint settings;
  private final BooleanSupplier holds;
  private final ResponderTally tally;
  private final Consumer<String> whenBroken;
  private final Selector selector;
  private final ServerSocketChannel server;
  private final Deque<SelectionKey> oldestFirst = new ArrayDeque<>();
  private final Thread thread;
  private volatile boolean closed;

  /**
   * Starts to listen, in the network namespace of the calling thread.
   *
   * @param holds asked for each answer, on the responder's thread; must not block
   * @param whenBroken told why, once, if the responder can go on no more; on its thread
   * @throws IOException when the address cannot be bound
   */
  Responder(
      ProbeEndpoint settings,
      BooleanSupplier holds,
      ResponderTally tally,
      Consumer<String> whenBroken)
      throws IOException {
    this.settings = settings;
    this.holds = holds;
    this.tally = tally;
    this.whenBroken = whenBroken;
    this.selector = Selector.open();
    try {
      this.server = listen(settings, selector);
    } catch (IOException e) {
      selector.close();
      throw e;
    }
    this.thread = new Thread(this::run, "responder-" + settings.port());
    thread.setDaemon(true);
    thread.start();
  }

  private static ServerSocketChannel listen(ProbeEndpoint settings, Selector selector)
      throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    try {
      server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      server.bind(
          settings
              .bind()
              .map(host -> new InetSocketAddress(host, settings.port()))
              .orElseGet(() -> new InetSocketAddress(settings.port())),
          MOST_CONNECTIONS);
      server.configureBlocking(false);
      var unused = server.register(selector, SelectionKey.OP_ACCEPT);
      return server;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw new IOException("port " + settings.port() + ": " + e, e);
    }
  }

  /** Whether it still answers. */
  boolean isServing() {
    return thread.isAlive() && !closed;
  }

  /** Stops to listen and ends every connection; returns when that is done. Idempotent. */
  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (selector;
        server) {
      serve();
    } catch (IOException | RuntimeException e) {
      LOG.atError().addKeyValue("port", settings.port()).log("the responder ends", e);
      whenBroken.accept("the responder at port " + settings.port() + " has ended: " + e);
    }
  }

  private void serve() throws IOException {
    try {
      while (!closed) {
        turn();
      }
    } finally {
      while (!oldestFirst.isEmpty()) {
        end(oldestFirst.element());
      }
    }
  }

  private void turn() throws IOException {
    int unused = selector.select(waitMillis());
    List<SelectionKey> ready = new ArrayList<>(selector.selectedKeys());
    selector.selectedKeys().clear();
    for (SelectionKey key : ready) {
      if (key.isValid() && key.isAcceptable()) {
        accept();
      } else if (key.isValid()) {
        proceed(key);
      }
    }
    endOverdue();
  }

  /** Until the oldest connection's time is up; 0 means for ever to a selector. */
  private long waitMillis() {
    return oldestFirst.isEmpty()
        ? 0
        : 1 + Math.max(0, of(oldestFirst.element()).left(System.nanoTime())) / 1_000_000;
  }

  private void accept() throws IOException {
    SocketChannel channel = server.accept();
    if (channel == null) {
      return; // whoever it was has gone again
    }
    if (oldestFirst.size() >= MOST_CONNECTIONS) {
      end(oldestFirst.element());
    }
    channel.configureBlocking(false);
    oldestFirst.add(
        channel.register(
            selector,
            SelectionKey.OP_READ,
            new Conversation(channel, System.nanoTime() + PATIENCE.toNanos())));
  }

  private void proceed(SelectionKey key) throws IOException {
    boolean goesOn;
    try {
      goesOn = of(key).proceed(this::answer);
    } catch (IOException e) {
      LOG.atDebug().addKeyValue("port", settings.port()).log("a connection broke", e);
      goesOn = false;
    }
    if (!goesOn) {
      end(key);
    }
  }

  private Reply answer(Question question) {
    Reply reply = question.answer(settings.path(), holds);
    tally.answered(reply);
    return reply;
  }

  private void endOverdue() throws IOException {
    long now = System.nanoTime();
    while (!oldestFirst.isEmpty() && of(oldestFirst.element()).left(now) <= 0) {
      end(oldestFirst.element());
    }
  }

  private void end(SelectionKey key) throws IOException {
    oldestFirst.remove(key);
    if (!of(key).isAnswered()) {
      tally.givenUp();
    }
    key.cancel();
    of(key).close();
  }

  private static Conversation of(SelectionKey key) {
    return (Conversation) key.attachment();
  }
}
