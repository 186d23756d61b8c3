package dev.baton.compose.netlab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * The service of the demonstration: it answers with the name of its host. It is a process of its
 * own, so that it can be killed.
 *
 * <p>A datagram to one of the given addresses comes back with a space and the host's name appended.
 * A TCP connection to any address receives the name in one line and is closed.
 */
public final class WhereService {
  /** The port on which it listens, UDP and TCP. */
  public static final int PORT = 7007;

  private static final int BUFFER_BYTES = 512;
  private static final int REHEARSALS = 300;
  private static final int REHEARSAL_MILLIS = 1000;

  private final byte[] name;

  private WhereService(String name) {
    this.name = name.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Serves until it is killed.
   *
   * @param arguments the host's name, then the addresses on which to answer datagrams; with {@code
   *     ip_nonlocal_bind} the host need not have them yet
   * @throws IOException when the port is in use
   */
  public static void main(String... arguments) throws IOException, InterruptedException {
    WhereService service = new WhereService(arguments[0]);
    service.warmUp();
    List<String> addresses = Arrays.asList(arguments).subList(1, arguments.length);
    CountDownLatch answering = new CountDownLatch(addresses.size());
    for (String address : addresses) {
      DatagramSocket socket = new DatagramSocket(PORT, InetAddress.getByName(address));
      new Thread(() -> service.answerDatagrams(socket, answering), "udp " + address).start();
    }
    ServerSocket listener = new ServerSocket(PORT);
    new Thread(() -> service.answerConnections(listener), "tcp").start();
    answering.await();
    System.out.println("ready");
    new CountDownLatch(1).await();
  }

  /** Sends itself a question, so that the first client does not wait for code to be compiled. */
  private void warmUp() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (DatagramSocket client = new DatagramSocket(0, loopback);
        DatagramSocket socket = new DatagramSocket(0, loopback)) {
      client.setSoTimeout(REHEARSAL_MILLIS);
      socket.setSoTimeout(REHEARSAL_MILLIS);
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int time = 0; time < REHEARSALS; time++) {
        client.send(new DatagramPacket(buffer, 1, socket.getLocalSocketAddress()));
        answer(socket, buffer);
        client.receive(new DatagramPacket(buffer, BUFFER_BYTES));
      }
    }
  }

  private void answerDatagrams(DatagramSocket socket, CountDownLatch answering) {
    Instrument.goFirst(); // Loads a library, which takes a while.
    answering.countDown();
    byte[] buffer = new byte[BUFFER_BYTES];
    while (true) {
      try {
        answer(socket, buffer);
      } catch (IOException e) {
        // A shut gate refuses the answer. The service goes on, as a real one would.
        System.err.println("not answered: " + e.getMessage());
      }
    }
  }

  private void answer(DatagramSocket socket, byte[] buffer) throws IOException {
    DatagramPacket packet = new DatagramPacket(buffer, BUFFER_BYTES - name.length - 1);
    socket.receive(packet);
    byte[] reply = Arrays.copyOf(buffer, packet.getLength() + name.length + 1);
    reply[packet.getLength()] = ' ';
    System.arraycopy(name, 0, reply, packet.getLength() + 1, name.length);
    socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
  }

  private void answerConnections(ServerSocket listener) {
    while (true) {
      try (Socket connection = listener.accept()) {
        connection.getOutputStream().write(name);
        connection.getOutputStream().write('\n');
      } catch (IOException e) {
        if (listener.isClosed()) {
          throw new UncheckedIOException(e);
        }
        System.err.println("connection lost: " + e.getMessage());
      }
    }
  }
}
