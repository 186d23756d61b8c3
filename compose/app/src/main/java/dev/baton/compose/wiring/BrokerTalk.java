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
 * Says the first words of Kafka's protocol to an address, and tells who answers.
 *
 * <p>Each request is: int32 length; int16 API key, int16 version, int32 correlation id, int16
 * length of the client id, -1 for none; the body. Each answer: int32 length, int32 correlation id,
 * the body (Kafka protocol guide, "Protocol Primitive Types" and "Messages").
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
   * Prepares to talk.
   *
   * @param patience what all of it may take; each wait takes 100 ms at least
   */
  BrokerTalk(Duration patience) {
    this.deadline = System.nanoTime() + patience.toNanos();
  }

  /**
   * Who answered.
   *
   * @param kind what it is
   * @param detail for people: why nobody answered, or what was said
   */
  record Answer(Kind kind, String detail) {
    /** What it can be. */
    enum Kind {
      /** A broker, spoken to as it wants to be. */
      KAFKA,
      /** A controller of Kafka's. */
      CONTROLLER,
      /** TLS where it was not spoken, or a broker without TLS where it was. */
      OTHER_SECURITY,
      /** A web server. */
      HTTP,
      /** Something else. */
      OTHER,
      /** Nobody, or nobody in time. */
      NONE
    }
  }

  /** Asks which requests are understood, and judges by the answer. */
  Answer ask(Endpoint address, boolean tls) {
    if (tls) {
      return overTls(address);
    }
    Answer plain = plainly(address);
    return plain.kind() == Kind.OTHER && shakesHands(address)
        ? new Answer(Kind.OTHER_SECURITY, "it speaks TLS")
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
        case KAFKA, CONTROLLER -> new Answer(Kind.OTHER_SECURITY, "it speaks no TLS");
        case HTTP -> plain;
        // Kafka's client says better than this what it does not like about the TLS of the other.
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
      why = "nobody listens there";
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
      return new Answer(Kind.OTHER_SECURITY, "it speaks TLS");
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

  /** Body: int16 error code, int32 count, and of each: int16 API key, int16 least, int16 most. */
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
   * Where the brokers tell clients to go.
   *
   * @param brokers by their numbers
   * @param hungUp whether the broker ended the connection instead: it wants a login first
   */
  record Cluster(Map<Integer, Endpoint> brokers, boolean hungUp) {}

  /**
   * Asks where the brokers tell clients to go.
   *
   * <p>Body of the request, version 1: int32 number of topics. Of the answer: int32 count, and of
   * each broker: int32 number, string host, int32 port, nullable string rack.
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

  /** Only to learn who answers; nothing is said that is not said to everybody. */
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

  /** Kafka's own client checks the certificate afterwards. */
  private static final class TrustsAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {
      // Never asked: this is a client.
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {
      // Whoever it is.
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
