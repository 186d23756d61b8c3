package dev.baton.network;

import dev.baton.compose.netlab.Host;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks as a load balancer does: a connection of its own for each question, no patience. */
final class HttpProbe {
  /** What became of a question. */
  enum Outcome {
    /** 200. */
    YES,
    /** Another status. */
    NO,
    /** A reset instead of a connection or an answer. */
    REFUSED,
    /** Nothing. */
    SILENCE
  }

  private static final int PATIENCE_MS = 1000;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) .*");

  private HttpProbe() {}

  /** Asks once, from that host. */
  static Outcome ask(Host from, InetAddress address, int port) {
    return from.inside(() -> ask(address, port));
  }

  /** Asks a service on that host once whether it is ready. */
  static Outcome askReady(Host host, int port) {
    return host.inside(() -> ask(InetAddress.getLoopbackAddress(), port, "/health/ready"));
  }

  /** Asks once, in the network namespace of the calling thread. */
  static Outcome ask(InetAddress address, int port) throws IOException {
    return ask(address, port, "/");
  }

  private static Outcome ask(InetAddress address, int port, String path) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), PATIENCE_MS);
      socket.setSoTimeout(PATIENCE_MS);
      socket
          .getOutputStream()
          .write(
              "GET %s HTTP/1.1\r\nHost: probe\r\nConnection: close\r\n\r\n"
                  .formatted(path)
                  .getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readNBytes(4096);
      return outcome(new String(answer, StandardCharsets.US_ASCII));
    } catch (SocketTimeoutException e) {
      return Outcome.SILENCE;
    } catch (ConnectException e) {
      return Outcome.REFUSED;
    } catch (SocketException e) {
      boolean reset =
          Optional.ofNullable(e.getMessage()).filter(text -> text.contains("reset")).isPresent();
      return reset ? Outcome.REFUSED : Outcome.SILENCE;
    }
  }

  private static Outcome outcome(String answer) {
    Matcher matcher = STATUS.matcher(answer.lines().findFirst().orElse(""));
    if (!matcher.matches()) {
      return Outcome.SILENCE;
    }
    return matcher.group(1).equals("200") ? Outcome.YES : Outcome.NO;
  }
}
