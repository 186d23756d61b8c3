package dev.baton.agent.probe;

import dev.baton.agent.core.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Opens a TCP connection, sends the text of the settings, and looks for the expected one. */
final class TcpCheck implements Check {

  private static final int ANSWER_MAX = 65536;

  private final ProbeSettings.Tcp settings;

  TcpCheck(ProbeSettings.Tcp settings) {
    this.settings = settings;
  }

  @Override
  public Sample look(Duration timeout) throws IOException {
    Deadline deadline = Deadline.in(timeout);
    String where = settings.host() + ":" + settings.port();
    try (Socket socket = new Socket()) {
      InetAddress host = InetAddress.getByName(settings.host());
      socket.connect(new InetSocketAddress(host, settings.port()), deadline.leftMs());
      if (settings.send().isPresent()) {
        socket
            .getOutputStream()
            .write(settings.send().orElseThrow().getBytes(StandardCharsets.UTF_8));
      }
      if (settings.expect().isPresent()) {
        return expect(socket, settings.expect().orElseThrow(), deadline);
      }
      return Sample.passed("connected to " + where);
    } catch (ConnectException e) {
      return Sample.failed(where + ": " + Reason.of(e));
    } catch (SocketTimeoutException e) {
      return Sample.failed(where + ": no answer within " + timeout.toMillis() + " ms");
    }
  }

  /**
   * Does nothing: every wait ends at the deadline by itself, except the one for the name service.
   */
  @Override
  public void giveUp() {}

  private static Sample expect(Socket socket, String expected, Deadline deadline)
      throws IOException {
    InputStream stream = socket.getInputStream();
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    byte[] buffer = new byte[4096];
    while (answer.size() < ANSWER_MAX) {
      socket.setSoTimeout(deadline.leftMs());
      int count = stream.read(buffer);
      if (count < 0) {
        return Sample.failed("closed without the expected answer");
      }
      answer.write(buffer, 0, count);
      if (answer.toString(StandardCharsets.UTF_8).contains(expected)) {
        return Sample.passed("answered as expected");
      }
    }
    return Sample.failed("not the expected answer in the first " + ANSWER_MAX + " bytes");
  }
}
