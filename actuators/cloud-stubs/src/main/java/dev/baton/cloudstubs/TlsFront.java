package dev.baton.cloudstubs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * TLS on loopback in front of a stand-in that speaks plain HTTP/1.1, with a trace of which request
 * came on which connection. What is behind is told by {@code X-Forwarded-Proto} that it was asked
 * over TLS. Thread-safe.
 */
public final class TlsFront implements AutoCloseable {
  private static final int CHUNK = 16_384;
  private static final byte[] HEADER =
      "X-Forwarded-Proto: https\r\n".getBytes(StandardCharsets.US_ASCII);

  private final SSLServerSocket server;
  private final URI behind;
  private final List<Arrival> arrivals = new ArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private int connections;

  /**
   * A request that began to arrive.
   *
   * @param connection on which connection; they are counted from 1 as they are accepted
   * @param nanos when, by {@link System#nanoTime}
   */
  public record Arrival(int connection, long nanos) {}

  private TlsFront(SSLServerSocket server, URI behind) {
    this.server = server;
    this.behind = behind;
  }

  /** Starts one on a free port. */
  public static TlsFront start(TlsIdentity identity, URI behind) throws IOException {
    SSLServerSocket server =
        (SSLServerSocket) identity.context().getServerSocketFactory().createServerSocket();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    TlsFront front = new TlsFront(server, behind);
    front.threads.execute(front::accept);
    return front;
  }

  /** Returns where it listens, without a path. */
  public URI uri() {
    return URI.create("https://127.0.0.1:" + server.getLocalPort());
  }

  /** Returns how many connections were accepted so far. */
  public synchronized int connections() {
    return connections;
  }

  /** Returns every request so far, in order. */
  public synchronized List<Arrival> arrivals() {
    return List.copyOf(arrivals);
  }

  private void accept() {
    try {
      while (!server.isClosed()) {
        SSLSocket socket = (SSLSocket) server.accept();
        sockets.add(socket);
        int number = accepted();
        threads.execute(() -> serve(socket, number));
      }
    } catch (IOException e) {
      // It is being closed.
    }
  }

  private synchronized int accepted() {
    return ++connections;
  }

  private synchronized void arrived(int connection) {
    arrivals.add(new Arrival(connection, System.nanoTime()));
  }

  private void serve(SSLSocket client, int number) {
    try (client;
        Socket inner = new Socket(behind.getHost(), behind.getPort())) {
      sockets.add(inner);
      inner.setTcpNoDelay(true);
      client.setTcpNoDelay(true);
      Conversation conversation = new Conversation(number);
      threads.execute(() -> conversation.answer(inner, client));
      conversation.ask(client, inner);
    } catch (IOException e) {
      // Either side has gone, which the other one learns by its end.
    }
  }

  /** One connection: requests and answers by turns. */
  private final class Conversation {
    private final int number;
    private volatile boolean answered = true;

    Conversation(int number) {
      this.number = number;
    }

    void ask(Socket client, Socket inner) throws IOException {
      InputStream from = client.getInputStream();
      OutputStream to = inner.getOutputStream();
      byte[] chunk = new byte[CHUNK];
      for (int size = from.read(chunk); size >= 0; size = from.read(chunk)) {
        if (answered) {
          arrived(number);
          answered = false;
          begin(from, new String(chunk, 0, size, StandardCharsets.ISO_8859_1), to);
        } else {
          to.write(chunk, 0, size);
        }
      }
    }

    /** Puts the header behind the request's first line (RFC 9112 section 2.1). */
    private void begin(InputStream from, String first, OutputStream to) throws IOException {
      StringBuilder head = new StringBuilder(first);
      while (head.indexOf("\r\n") < 0) {
        int next = from.read();
        if (next < 0) {
          throw new IOException("the request ends within its first line");
        }
        head.append((char) next);
      }
      int line = head.indexOf("\r\n") + 2;
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      whole.write(head.substring(0, line).getBytes(StandardCharsets.ISO_8859_1));
      whole.write(HEADER);
      whole.write(head.substring(line).getBytes(StandardCharsets.ISO_8859_1));
      whole.writeTo(to);
    }

    void answer(Socket inner, Socket client) {
      try (client) {
        InputStream from = inner.getInputStream();
        OutputStream to = client.getOutputStream();
        byte[] chunk = new byte[CHUNK];
        for (int size = from.read(chunk); size >= 0; size = from.read(chunk)) {
          answered = true;
          to.write(chunk, 0, size);
        }
      } catch (IOException e) {
        // Either side has gone, which the other one learns by its end.
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    List<Socket> open = new ArrayList<>(sockets);
    try (server) {
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new IllegalStateException("a connection does not close", e);
    }
  }
}
