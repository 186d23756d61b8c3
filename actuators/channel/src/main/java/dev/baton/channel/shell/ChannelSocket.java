package dev.baton.channel.shell;

import dev.baton.channel.core.DatagramFormat;
import dev.baton.scheduling.RealTimeScheduling;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A UDP socket: one thread receives, any thread sends. Nothing here ever waits for the network, and
 * what cannot be sent is counted and lost. Thread-safe.
 */
public final class ChannelSocket implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChannelSocket.class);

  /** How long the thread rests when the kernel has refused to receive. */
  private static final Duration REST = Duration.ofMillis(100);

  /** How long closing waits for the thread. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** After so many datagrams the thread looks whether it is to end. */
  private static final int MOST_AT_ONCE = 64;

  private final DatagramChannel channel;
  private final Selector selector;
  private final InetSocketAddress address;
  private final Receiver receiver;
  private final ChannelCounts counts;
  private final Complaint complaint = new Complaint(System.nanoTime());
  private final Thread thread;
  private volatile boolean closed;

  /** Takes what comes in. */
  public interface Receiver {
    /**
     * Called on the receiving thread, for each datagram; must not wait.
     *
     * @param bytes what came, to be kept; at most one byte longer than any of ours
     * @param from who sent it, by its address
     */
    void received(byte[] bytes, InetSocketAddress from);
  }

  private ChannelSocket(
      DatagramChannel channel, Selector selector, Receiver receiver, ChannelCounts counts)
      throws IOException {
    this.channel = channel;
    this.selector = selector;
    this.address = (InetSocketAddress) channel.getLocalAddress();
    this.receiver = receiver;
    this.counts = counts;
    this.thread = new Thread(this::run, "channel-" + address.getPort());
    thread.setDaemon(true);
    RealTimeScheduling.first(thread);
  }

  /**
   * Begins to receive, in the network namespace of the calling thread.
   *
   * @param listen an address of this host, or the wildcard; port 0 takes a free one
   * @param receiver is given what comes in
   * @param counts where it is counted what cannot be sent
   * @throws IOException when the address cannot be bound
   */
  public static ChannelSocket open(
      InetSocketAddress listen, Receiver receiver, ChannelCounts counts) throws IOException {
    DatagramChannel channel =
        listen.getAddress() instanceof Inet4Address && !listen.getAddress().isAnyLocalAddress()
            ? DatagramChannel.open(StandardProtocolFamily.INET)
            : DatagramChannel.open();
    try {
      channel.configureBlocking(false);
      channel.bind(listen);
      Selector selector = Selector.open();
      channel.register(selector, SelectionKey.OP_READ);
      ChannelSocket socket = new ChannelSocket(channel, selector, receiver, counts);
      socket.thread.start();
      return socket;
    } catch (IOException e) {
      channel.close();
      throw new IOException("the channel cannot listen at " + listen + ": " + e.getMessage(), e);
    }
  }

  /** Returns where it listens, with the port that it has. */
  public InetSocketAddress address() {
    return address;
  }

  /** Sends each of them, in order. */
  public void send(List<Outgoing> all) {
    all.forEach(each -> send(each.to(), each.bytes()));
  }

  /**
   * Sends bytes to an address, or loses them. Neither waits nor throws.
   *
   * @param to a resolved address
   */
  public void send(InetSocketAddress to, byte[] bytes) {
    try {
      if (channel.send(ByteBuffer.wrap(bytes), to) < bytes.length) {
        lost(to, "the kernel's buffer is full");
      }
    } catch (ClosedChannelException e) {
      counts.countUnsent();
    } catch (IOException | RuntimeException e) {
      lost(to, String.valueOf(e.getMessage()));
    }
  }

  private void lost(InetSocketAddress to, String reason) {
    counts.countUnsent();
    complaint.say(
        System.nanoTime(),
        silent ->
            LOG.atWarn()
                .addKeyValue("to", to)
                .addKeyValue("reason", reason)
                .addKeyValue("alsoLost", silent)
                .log("a datagram of the channel cannot be sent; the log carries the same"));
  }

  private void run() {
    RealTimeScheduling.settle();
    ByteBuffer buffer = ByteBuffer.allocate(DatagramFormat.MOST_BYTES + 1);
    while (!closed) {
      try {
        selector.select();
        selector.selectedKeys().clear();
        receiveSome(buffer);
      } catch (ClosedSelectorException | AsynchronousCloseException e) {
        return;
      } catch (IOException e) {
        rest(e);
      }
    }
  }

  private void receiveSome(ByteBuffer buffer) throws IOException {
    for (int count = 0; count < MOST_AT_ONCE && !closed; count++) {
      buffer.clear();
      InetSocketAddress from = (InetSocketAddress) channel.receive(buffer);
      if (from == null) {
        return;
      }
      byte[] bytes = new byte[buffer.flip().remaining()];
      buffer.get(bytes);
      pass(bytes, from);
    }
  }

  /** One datagram that makes the receiver stumble must not end the channel for all others. */
  private void pass(byte[] bytes, InetSocketAddress from) {
    try {
      receiver.received(bytes, from);
    } catch (RuntimeException e) {
      complaint.say(
          System.nanoTime(),
          silent ->
              LOG.atError()
                  .addKeyValue("from", from)
                  .setCause(e)
                  .log("a datagram of the channel was lost by an error inside Baton"));
    }
  }

  private void rest(IOException e) {
    if (closed) {
      return;
    }
    complaint.say(
        System.nanoTime(),
        silent ->
            LOG.atWarn()
                .addKeyValue("listen", address)
                .addKeyValue("reason", Optional.ofNullable(e.getMessage()).orElse(e.toString()))
                .log("the channel cannot receive; it tries again"));
    SelectionKey key = channel.keyFor(selector);
    try {
      key.interestOps(0);
      selector.select(REST.toMillis());
      key.interestOps(SelectionKey.OP_READ);
    } catch (IOException | RuntimeException again) {
      LOG.atDebug().log("the channel could not rest", again);
    }
  }

  /** Ends the thread, then the socket. Nothing is received when this has returned. */
  @Override
  public void close() throws IOException {
    closed = true;
    selector.wakeup();
    try {
      if (Thread.currentThread() != thread) {
        thread.join(PATIENCE.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      channel.close();
      selector.close();
    }
  }
}
