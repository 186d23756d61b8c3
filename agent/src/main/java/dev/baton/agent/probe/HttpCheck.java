package dev.baton.agent.probe;

import dev.baton.agent.core.Sample;
import dev.baton.agent.probe.ProbeSettings.HttpTrust.Redirects;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.HttpsURLConnection;

/**
 * Sends a request to a web server, each time on a new connection. A kept connection would still
 * pass when the server no longer accepts connections.
 */
final class HttpCheck implements Check {

  private static final int BODY_MAX = 65536;

  private final ProbeSettings.Http settings;
  private final Optional<TlsTrust> trust;
  private volatile Optional<HttpURLConnection> current = Optional.empty();

  /**
   * Reads the CA file.
   *
   * @throws IllegalArgumentException when the CA file cannot be used
   */
  HttpCheck(ProbeSettings.Http settings) {
    this.settings = settings;
    this.trust =
        "https".equalsIgnoreCase(settings.url().getScheme())
            ? Optional.of(TlsTrust.of(settings.trust()))
            : Optional.empty();
  }

  @Override
  public Sample look(Duration timeout) throws IOException {
    Deadline deadline = Deadline.in(timeout);
    HttpURLConnection connection = open(deadline);
    current = Optional.of(connection);
    try {
      return judge(connection, deadline);
    } catch (SocketTimeoutException e) {
      return Sample.failed("no answer within " + timeout.toMillis() + " ms");
    } finally {
      current = Optional.empty();
      connection.disconnect();
    }
  }

  @Override
  public void giveUp() {
    current.ifPresent(HttpURLConnection::disconnect);
  }

  private HttpURLConnection open(Deadline deadline) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) settings.url().toURL().openConnection(Proxy.NO_PROXY);
    connection.setConnectTimeout(deadline.leftMs());
    connection.setReadTimeout(deadline.leftMs());
    connection.setUseCaches(false);
    connection.setInstanceFollowRedirects(follows(settings.trust().redirects()));
    connection.setRequestProperty("Connection", "close");
    connection.setRequestProperty("User-Agent", "baton-agent");
    if (connection instanceof HttpsURLConnection secure) {
      trust.orElseThrow().applyTo(secure);
    }
    return connection;
  }

  private Sample judge(HttpURLConnection connection, Deadline deadline) throws IOException {
    int status = connection.getResponseCode();
    if (!settings.statuses().contains(status)) {
      return Sample.failed("status " + status);
    }
    if (settings.body().isEmpty()) {
      return Sample.passed("status " + status);
    }
    Pattern expected = settings.body().orElseThrow();
    String body = body(connection, deadline);
    try {
      return expected.matcher(body).find()
          ? Sample.passed("status " + status + ", body as expected")
          : Sample.failed("status " + status + ", but the body does not match " + expected);
    } catch (StackOverflowError e) {
      // java.util.regex.Pattern recurses for alternatives within a repetition, such as (a|b)*.
      return Sample.failed(
          "status " + status + ", but the body is too long for the pattern " + expected);
    }
  }

  private static String body(HttpURLConnection connection, Deadline deadline) throws IOException {
    InputStream open =
        connection.getResponseCode() < 400
            ? connection.getInputStream()
            : connection.getErrorStream();
    if (open == null) {
      return "";
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] buffer = new byte[4096];
    try (InputStream stream = open) {
      for (int count = stream.read(buffer);
          count >= 0 && body.size() < BODY_MAX;
          count = stream.read(buffer)) {
        body.write(buffer, 0, Math.min(count, BODY_MAX - body.size()));
        var unused = deadline.leftMs();
      }
    }
    return body.toString(StandardCharsets.UTF_8);
  }

  private static boolean follows(Redirects redirects) {
    return switch (redirects) {
      case REFUSED -> false;
      case FOLLOWED -> true;
    };
  }
}
