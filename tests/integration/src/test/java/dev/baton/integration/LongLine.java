package dev.baton.integration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A line to a server on loopback on which everything takes its time, each way. What a client says
 * first takes a way and back longer, as the handshake of TCP would (RFC 9293 section 3.5), which
 * loopback does in no time.
 */
final class LongLine implements AutoCloseable {
  private static final int CHUNK = 16_384;

  private final ServerSocket server;
  private final URI to;
  private final long wayNanos;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();

  private LongLine(ServerSocket server, URI to, Duration way) {
    this.server = server;
    this.to = to;
    this.wayNanos = way.toNanos();
  }

  /**
   * Lays one.
   *
   * @param way how long everything takes in each direction
   */
  static LongLine to(URI server, Duration way) throws IOException {
    LongLine line =
        new LongLine(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), server, way);
    line.threads.execute(line::accept);
    return line;
  }

  /** Returns where it begins. */
  URI uri() {
    return URI.create(to.getScheme() + "://127.0.0.1:" + server.getLocalPort());
  }

  private void accept() {
    try {
      while (!server.isClosed()) {
        Socket near = server.accept();
        Socket far = new Socket(to.getHost(), to.getPort());
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        open.addAll(List.of(near, far));
        Direction there = new Direction(near, far, System.nanoTime() + 3 * wayNanos);
        Direction back = new Direction(far, near, System.nanoTime());
        threads.execute(there::carry);
        threads.execute(back::carry);
      }
    } catch (IOException e) {
      // It is being closed.
    }
  }

  /** What goes one way, in order. */
  private final class Direction {
    private final Socket from;
    private final Socket onto;
    private final long earliest;
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor();

    Direction(Socket from, Socket onto, long earliest) {
      this.from = from;
      this.onto = onto;
      this.earliest = earliest;
      open.add(writer::shutdownNow);
    }

    void carry() {
      try {
        InputStream in = from.getInputStream();
        byte[] chunk = new byte[CHUNK];
        for (int size = in.read(chunk); size >= 0; size = in.read(chunk)) {
          byte[] bytes = Arrays.copyOf(chunk, size);
          later(() -> onto.getOutputStream().write(bytes));
        }
      } catch (IOException e) {
        // That end has gone, which the other one is told as an end.
      }
      later(onto::close);
    }

    private void later(Step step) {
      long now = System.nanoTime();
      long due = Math.max(now + wayNanos, earliest);
      var unused = writer.schedule(() -> step.runQuietly(), due - now, TimeUnit.NANOSECONDS);
    }
  }

  /** Something that a socket does. */
  private interface Step {
    void run() throws IOException;

    default void runQuietly() {
      try {
        run();
      } catch (IOException e) {
        // The other end has gone, and sees so itself.
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try (server) {
      for (AutoCloseable each : open) {
        each.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException("a line does not end", e);
    }
  }
}
