package dev.baton.network;

import dev.baton.compose.netlab.Host;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A service on a host that answers every datagram to the VIP with itself and the host's name. */
final class UdpEcho implements AutoCloseable {
  /** Where it listens. */
  public static final int PORT = 7007;

  private static final int BUFFER_BYTES = 512;

  private final DatagramSocket socket;
  private final AtomicLong refused = new AtomicLong();

  private final CompletableFuture<Boolean> loop;

  private UdpEcho(Host host, DatagramSocket socket) {
    this.socket = socket;
    this.loop = host.start("udp echo", () -> serve(host.namespace()));
  }

  /**
   * Starts the service; the VIP need not be there yet.
   *
   * @param host where
   * @param vip the address it answers on
   * @return the running service
   */
  public static UdpEcho start(Host host, InetAddress vip) {
    return new UdpEcho(host, host.inside(() -> new DatagramSocket(PORT, vip)));
  }

  /**
   * How many answers the kernel refused to send.
   *
   * @return since the start
   */
  public long refused() {
    return refused.get();
  }

  /** Ends the service; throws what went wrong with it, if anything did. Idempotent. */
  @Override
  public void close() {
    socket.close();
    boolean unused = loop.orTimeout(2, TimeUnit.MINUTES).join();
  }

  private Boolean serve(String name) throws IOException {
    byte[] suffix = (" " + name).getBytes(StandardCharsets.US_ASCII);
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(buffer, BUFFER_BYTES - suffix.length);
        socket.receive(packet);
        byte[] reply = Arrays.copyOf(buffer, packet.getLength() + suffix.length);
        System.arraycopy(suffix, 0, reply, packet.getLength(), suffix.length);
        answer(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
      }
    } catch (SocketException e) {
      if (socket.isClosed()) {
        return true;
      }
      throw e;
    }
  }

  /** A shut gate refuses the answer with EPERM; the service lives on, as a real one would. */
  private void answer(DatagramPacket reply) {
    try {
      socket.send(reply);
    } catch (IOException e) {
      if (socket.isClosed()) {
        return;
      }
      refused.incrementAndGet();
    }
  }
}
