package dev.baton.bench;

import dev.baton.compose.netlab.Host;
import dev.baton.compose.netlab.WhereService;
import dev.baton.linux.RealTime;
import dev.baton.model.Vip;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A client that asks a VIP by UDP much more often than {@link dev.baton.compose.netlab.VipProber},
 * and keeps when the answers came: its gap is as exact as its interval. It asks only that, so it
 * does not see whether two hosts have the VIP.
 */
final class GapClient implements AutoCloseable {
  /** How often it asks while it is looked at. */
  static final Duration INTERVAL = Duration.ofNanos(500_000);

  /** How often otherwise, so that it takes no processor from what is measured. */
  private static final Duration IDLE = Duration.ofMillis(20);

  private static final int BUFFER_BYTES = 64;
  private static final Duration CLOSE = Duration.ofSeconds(30);

  private final Vip vip;

  /** Who answered, by the time of {@link System#nanoTime}. */
  private final ConcurrentSkipListMap<Long, Byte> answers = new ConcurrentSkipListMap<>();

  private final DatagramChannel udp;
  private final CompletableFuture<Boolean> asking;
  private final CompletableFuture<Boolean> hearing;
  private volatile boolean running = true;
  private volatile boolean watched;

  private GapClient(Host client, Vip vip) {
    this.vip = vip;
    this.udp = client.inside(DatagramChannel::open);
    this.asking = client.start("gap client asks", this::ask);
    this.hearing = client.start("gap client hears", this::hear);
  }

  static GapClient start(Host client, Vip vip) {
    return new GapClient(client, vip);
  }

  /** Asks often from now on, or seldom. */
  void watch(boolean often) {
    watched = often;
  }

  /** Returns the longest time between two answers since then, by {@link System#nanoTime}. */
  Duration gapSince(long nanos) {
    long longest = 0;
    Optional<Long> before = Optional.empty();
    for (long at : answers.tailMap(nanos).keySet()) {
      long last = before.orElse(at);
      longest = Math.max(longest, at - last);
      before = Optional.of(at);
    }
    return Duration.ofNanos(longest);
  }

  /** Returns the last letter of the name of the host that answered last. */
  Optional<Character> answerer() {
    return Optional.ofNullable(answers.lastEntry()).map(last -> (char) last.getValue().byteValue());
  }

  private boolean ask() throws IOException {
    RealTime.beginBeforeOthers();
    ByteBuffer question = ByteBuffer.wrap(new byte[] {'?'});
    InetSocketAddress to = new InetSocketAddress(vip.inetAddress(), WhereService.PORT);
    while (running) {
      try {
        int unused = udp.send(question.rewind(), to);
      } catch (SocketException e) {
        question.rewind(); // No host has the address now, so nobody answers.
      }
      LockSupport.parkNanos((watched ? INTERVAL : IDLE).toNanos());
    }
    udp.close();
    return true;
  }

  private boolean hear() throws IOException {
    RealTime.beginBeforeOthers();
    ByteBuffer answer = ByteBuffer.allocate(BUFFER_BYTES);
    try {
      while (running) {
        SocketAddress unused = udp.receive(answer.clear());
        answers.put(System.nanoTime(), answer.get(answer.position() - 1));
      }
    } catch (AsynchronousCloseException e) {
      return true;
    }
    return true;
  }

  @Override
  public void close() {
    running = false;
    CompletableFuture<Void> both = CompletableFuture.allOf(asking, hearing);
    Void unused = both.orTimeout(CLOSE.toSeconds(), TimeUnit.SECONDS).join();
  }
}
