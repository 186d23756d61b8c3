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
 * Answers a load balancer's health probes over HTTP: 200 if this node holds the VIPs at the moment
 * of the answer, 503 otherwise. One thread serves all connections, with one request each.
 *
 * <p>No client can block the others. A connection lasts at most {@link #PATIENCE}, however slow the
 * client is. When {@link #MOST_CONNECTIONS} are open, the oldest is closed for a new one. So a
 * probe gets its answer unless that many other clients connect while it is being served.
 */
final class Responder implements AutoCloseable {
  /** The largest number of open connections. Load balancers probe from a handful of addresses. */
  static final int MOST_CONNECTIONS = 64;

  /** How long a connection may last. The shortest timeouts of probes are 1 s and more. */
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
   * @param holds whether this node holds the VIPs; asked for each answer on the responder's thread;
   *     must not block
   * @param whenBroken called once, on the responder's thread, with the reason when the responder
   *     can no longer work
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

  /** Tells whether the responder still answers. */
  boolean isServing() {
    return thread.isAlive() && !closed;
  }

  /** Stops listening and closes every connection; returns when that is done. Idempotent. */
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

  /**
   * Returns the time until the oldest connection ends, in milliseconds; 0, which a selector takes
   * for no limit, if there is none.
   */
  private long waitMillis() {
    return oldestFirst.isEmpty()
        ? 0
        : 1 + Math.max(0, of(oldestFirst.element()).left(System.nanoTime())) / 1_000_000;
  }

  private void accept() throws IOException {
    SocketChannel channel = server.accept();
    if (channel == null) {
      return; // The client has closed the connection already.
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
