package dev.baton.aws;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks authoritative name servers directly over UDP, without a resolver. */
final class NameServers implements AutoCloseable {
  private static final int PORT = 53;
  private static final int MOST_BYTES = 512;

  private final SecureRandom random = new SecureRandom();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "aws-route53-names");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Asks one server once; empty if it does not answer in time, or not with authority.
   *
   * @param server host, host:port or [IPv6]:port
   * @param type a type of address, as in {@link DnsMessage}
   */
  Optional<List<String>> ask(String server, String name, int type, Duration within) {
    // The server's own name must be looked up as well, and only another thread can bound that.
    Future<Optional<List<String>>> answer =
        threads.submit(() -> exchange(server, name, type, within));
    try {
      return answer.get(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      answer.cancel(true);
      return Optional.empty();
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private Optional<List<String>> exchange(String server, String name, int type, Duration within)
      throws IOException {
    short id = (short) random.nextInt();
    byte[] question = DnsMessage.question(id, name, type);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(address(server));
      socket.setSoTimeout(Math.max(1, (int) within.toMillis()));
      socket.send(new DatagramPacket(question, question.length));
      DatagramPacket answer = new DatagramPacket(new byte[MOST_BYTES], MOST_BYTES);
      socket.receive(answer);
      byte[] message = Arrays.copyOf(answer.getData(), answer.getLength());
      return DnsMessage.addresses(message, id, type);
    }
  }

  private static InetSocketAddress address(String server) throws IOException {
    int colon = server.lastIndexOf(':');
    boolean hasPort = colon > server.lastIndexOf(']') && colon >= 0;
    String host = hasPort ? server.substring(0, colon) : server;
    int port = hasPort ? Integer.parseInt(server.substring(colon + 1)) : PORT;
    return new InetSocketAddress(InetAddress.getByName(host), port);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
