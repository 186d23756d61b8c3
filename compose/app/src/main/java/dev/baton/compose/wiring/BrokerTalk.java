package dev.baton.compose.wiring;

import dev.baton.compose.config.Endpoint;
import dev.baton.compose.wiring.BrokerTalk.Answer.Kind;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Sends the first requests of Kafka's protocol to an address, and finds out what answers.
 *
 * <p>Each request is: int32 length; int16 API key, int16 version, int32 correlation id, int16
 * length of the client id, -1 for none; the body. Each response: int32 length, int32 correlation
 * id, the body (Kafka protocol guide, "Protocol Primitive Types" and "Messages").
 */
final class BrokerTalk {

  private static final int CONNECT_MS = 1000;
  private static final int ANSWER_MS = 2000;
  private static final int LEAST_MS = 100;
  private static final int MOST_BYTES = 1 << 20;
  private static final short METADATA = 3;
  private static final short API_VERSIONS = 18;
  private static final int MOST_BROKERS = 1000;
  private static final int CORRELATION = 0x6261746f;

  /** The first two bytes of a TLS alert: content type 21, major version 3 (RFC 8446, 5.1). */
  private static final int TLS_ALERT = 0x1503;

  private final long deadline;

  /**
   * Prepares to send requests.
   *
   * @param patience how long all of them may take; each wait takes at least 100 ms
   */
  BrokerTalk(Duration patience) {
    this.deadline = System.nanoTime() + patience.toNanos();
  }

  /**
   * What answered.
   *
   * @param kind the kind of server
   * @param detail in words: what it sent, or why there was no answer
   */
  record Answer(Kind kind, String detail) {
    /** The kinds of servers. */
    enum Kind {
      /** A broker, with the right security protocol. */
      KAFKA,
      /** A controller of Kafka's. */
      CONTROLLER,
      /**
       * A TLS server that was addressed without TLS, or a broker without TLS that was addressed
       * with it.
       */
      OTHER_SECURITY,
      /** A web server. */
      HTTP,
      /** Something else. */
      OTHER,
      /** No answer, or none in time. */
      NONE
    }
  }

  /** Asks which requests the server supports, and judges by the response. */
  Answer ask(Endpoint address, boolean tls) {
    if (tls) {
      return overTls(address);
    }
    Answer plain = plainly(address);
    return plain.kind() == Kind.OTHER && shakesHands(address)
        ? new Answer(Kind.OTHER_SECURITY, "it uses TLS")
        : plain;
  }

  private Answer plainly(Endpoint address) {
    try (Socket socket = connect(address)) {
      return judged(socket);
    } catch (IOException e) {
      return nobody(e);
    }
  }

  private Answer overTls(Endpoint address) {
    try (Socket socket = connect(address);
        SSLSocket secure = secured(socket, address)) {
      secure.startHandshake();
      return judged(secure);
    } catch (SSLException e) {
      Answer plain = plainly(address);
      return switch (plain.kind()) {
        case KAFKA, CONTROLLER -> new Answer(Kind.OTHER_SECURITY, "it does not use TLS");
        case HTTP -> plain;
        // Kafka's client explains problems of a server's TLS better than this can.
        case OTHER, OTHER_SECURITY, NONE ->
            new Answer(Kind.NONE, "the TLS handshake failed: " + e.getMessage());
      };
    } catch (IOException e) {
      return nobody(e);
    }
  }

  private boolean shakesHands(Endpoint address) {
    try (Socket socket = connect(address);
        SSLSocket secure = secured(socket, address)) {
      secure.startHandshake();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private int within(int most) {
    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    return (int) Math.max(LEAST_MS, Math.min(most, left));
  }

  private Socket connect(Endpoint address) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setSoTimeout(within(ANSWER_MS));
      socket.connect(new InetSocketAddress(address.host(), address.port()), within(CONNECT_MS));
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static Answer nobody(IOException e) {
    String why = String.valueOf(e.getMessage());
    if (e instanceof UnknownHostException) {
      why = "the name is not known";
    } else if (e instanceof SocketTimeoutException) {
      why = "no answer in time";
    } else if (e instanceof ConnectException && why.contains("refused")) {
      why = "nothing listens there";
    } else if (e instanceof NoRouteToHostException) {
      why = "there is no way to that host";
    }
    return new Answer(Kind.NONE, why);
  }

  private static Answer judged(Socket socket) throws IOException {
    socket.getOutputStream().write(request(API_VERSIONS, (short) 0, new byte[0]));
    socket.getOutputStream().flush();
    DataInputStream in = new DataInputStream(socket.getInputStream());
    byte[] head = in.readNBytes(8);
    if (head.length < 2) {
      return new Answer(Kind.OTHER, "it ends the connection without an answer");
    }
    int first = ((head[0] & 0xFF) << 8) | (head[1] & 0xFF);
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (first == TLS_ALERT) {
      return new Answer(Kind.OTHER_SECURITY, "it uses TLS");
    }
    if (text.startsWith("HTTP")) {
      return new Answer(Kind.HTTP, "it is a web server");
    }
    ByteBuffer numbers = ByteBuffer.wrap(head);
    int length = head.length < 8 ? 0 : numbers.getInt();
    boolean answers = length > 4 && length < MOST_BYTES && numbers.getInt() == CORRELATION;
    return answers
        ? kafka(in.readNBytes(length - 4))
        : new Answer(Kind.OTHER, "it answers in another protocol");
  }

  /**
   * Body: int16 error code, int32 count, and for each: int16 API key, int16 lowest version, int16
   * highest version.
   */
  private static Answer kafka(byte[] body) {
    ByteBuffer answer = ByteBuffer.wrap(body);
    answer.getShort();
    int count = answer.getInt();
    boolean broker = false;
    for (int index = 0; index < count && answer.remaining() >= 6; index++) {
      broker |= answer.getShort() == METADATA;
      answer.getInt();
    }
    return broker
        ? new Answer(Kind.KAFKA, "it is a broker")
        : new Answer(Kind.CONTROLLER, "it is a controller");
  }

  /**
   * The addresses to which the brokers send clients.
   *
   * @param brokers by node id
   * @param hungUp whether the broker closed the connection instead, because it needs a login first
   */
  record Cluster(Map<Integer, Endpoint> brokers, boolean hungUp) {}

  /**
   * Asks for the addresses to which the brokers send clients.
   *
   * <p>Body of the request, version 1: int32 number of topics. Body of the response: int32 count,
   * and for each broker: int32 node id, string host, int32 port, nullable string rack.
   */
  Cluster cluster(Endpoint address) {
    Map<Integer, Endpoint> found = new TreeMap<>();
    try (Socket socket = connect(address)) {
      socket.getOutputStream().write(request(METADATA, (short) 1, new byte[4]));
      socket.getOutputStream().flush();
      DataInputStream in = new DataInputStream(socket.getInputStream());
      if (in.readInt() <= 0 || in.readInt() != CORRELATION) {
        return new Cluster(found, false);
      }
      int count = Math.min(in.readInt(), MOST_BROKERS);
      for (int index = 0; index < count; index++) {
        int number = in.readInt();
        String host = text(in);
        found.put(number, new Endpoint(host, in.readInt()));
        text(in);
      }
      return new Cluster(found, false);
    } catch (EOFException | SocketException e) {
      return new Cluster(found, found.isEmpty());
    } catch (IOException e) {
      return new Cluster(found, false);
    }
  }

  private static String text(DataInputStream in) throws IOException {
    int length = Math.max(0, in.readShort());
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("a text of " + length + " bytes is cut short");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] request(short key, short version, byte[] body) {
    int length = 10 + body.length;
    return ByteBuffer.allocate(4 + length)
        .putInt(length)
        .putShort(key)
        .putShort(version)
        .putInt(CORRELATION)
        .putShort((short) -1)
        .put(body)
        .array();
  }

  /** Only finds out what answers. Nothing secret is sent. */
  private static SSLSocket secured(Socket socket, Endpoint address) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new TrustsAll()}, new SecureRandom());
      return (SSLSocket)
          context.getSocketFactory().createSocket(socket, address.host(), address.port(), true);
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS is not to be had: " + e.getMessage(), e);
    }
  }

  /** Kafka's own client verifies the certificate later. */
  private static final class TrustsAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {
      // Never called, because this is a client.
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {
      // Every server is accepted.
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
