package dev.baton.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.baton.agent.probe.ProbeSettings.HttpTrust;
import dev.baton.agent.probe.ProbeSettings.HttpTrust.Redirects;
import dev.baton.agent.probe.ProbeSettings.HttpTrust.Verification;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpProbeTest {

  private static final String PASSWORD = "password";

  @TempDir Path directory;

  private final Samples samples = new Samples();
  private Optional<HttpServer> server = Optional.empty();

  @AfterEach
  void stop() {
    server.ifPresent(running -> running.stop(0));
  }

  @Test
  void passesOnStatusAndBody() throws Exception {
    plain(200, "state: ready");
    try (Probe probe = probe(ProbeSettings.Http.SUCCESS, "^state: (ready|busy)$")) {
      probe.start(samples);
      assertThat(samples.awaitPassed().detail()).isEqualTo("status 200, body as expected");
    }
  }

  @Test
  void failsWhenTheBodyIsAnother() throws Exception {
    plain(200, "state: starting");
    try (Probe probe = probe(ProbeSettings.Http.SUCCESS, "ready")) {
      probe.start(samples);
      assertThat(samples.awaitFailed().detail()).contains("body does not match ready");
    }
  }

  @Test
  void readsNoMoreOfTheBodyThanItsBound() throws Exception {
    plain(200, "x".repeat(70_000) + "ready");
    try (Probe probe = probe(ProbeSettings.Http.SUCCESS, "ready")) {
      probe.start(samples);
      samples.awaitFailed("body does not match");
    }
  }

  @Test
  void outlivesAPatternThatNeedsMoreStackThanThereIs() throws Exception {
    plain(200, "ab".repeat(30_000));
    try (Probe probe = probe(ProbeSettings.Http.SUCCESS, "^(a|b)*$")) {
      probe.start(samples);
      samples.awaitFailed("but the body is too long for the pattern");
      samples.awaitFailed("but the body is too long for the pattern");
    }
  }

  @Test
  void failsOnAnyOtherStatus() throws Exception {
    plain(503, "no");
    try (Probe probe = probe(ProbeSettings.Http.SUCCESS, "no")) {
      probe.start(samples);
      assertThat(samples.awaitFailed().detail()).isEqualTo("status 503");
    }
  }

  @Test
  void passesOnAnErrorStatusThatIsAskedFor() throws Exception {
    plain(503, "standby");
    try (Probe probe = probe(new TreeSet<>(java.util.List.of(503)), "standby")) {
      probe.start(samples);
      samples.awaitPassed();
    }
  }

  @Test
  void followsARedirectOnlyWhenAskedTo() throws Exception {
    HttpServer running = plain(200, "there");
    running.createContext(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    try (Probe refusing = moved(Redirects.REFUSED)) {
      refusing.start(samples);
      assertThat(samples.awaitFailed().detail()).isEqualTo("status 302");
    }
    try (Probe following = moved(Redirects.FOLLOWED)) {
      following.start(samples);
      samples.awaitPassed();
    }
  }

  @Test
  void failsWhenTheServerAcceptsButDoesNotAnswer() throws Exception {
    try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Probe probe =
            Probes.of(
                http(
                    Given.timeout(80),
                    "http://127.0.0.1:" + mute.getLocalPort(),
                    HttpTrust.DEFAULT))) {
      probe.start(samples);
      samples.awaitFailed("no answer within 80 ms");
    }
  }

  @Test
  void believesOnlyCertificatesOfItsCaAndOnlyForTheirName() throws Exception {
    String port = ":" + secure().getAddress().getPort() + "/";
    assertThat(https("127.0.0.1" + port, HttpTrust.DEFAULT).awaitFailed().detail())
        .contains("SSLHandshakeException");
    HttpTrust trusting =
        new HttpTrust(
            Optional.of(directory.resolve("ca.pem")), Verification.FULL, Redirects.REFUSED);
    https("127.0.0.1" + port, trusting).awaitPassed();
    assertThat(https("localhost" + port, trusting).awaitFailed().detail()).contains("localhost");
  }

  @Test
  void believesAnybodyWhenToldTo() throws Exception {
    String port = ":" + secure().getAddress().getPort() + "/";
    HttpTrust insecure = new HttpTrust(Optional.empty(), Verification.NONE, Redirects.REFUSED);
    https("localhost" + port, insecure).awaitPassed();
  }

  @Test
  void refusesACaFileThatCannotBeUsed() throws Exception {
    Path empty = Files.createFile(directory.resolve("empty.pem"));
    for (Path file : java.util.List.of(empty, directory.resolve("missing.pem"))) {
      HttpTrust trust = new HttpTrust(Optional.of(file), Verification.FULL, Redirects.REFUSED);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Probes.of(http(Given.quick(), "https://127.0.0.1/", trust)))
          .withMessageContaining("ca-file: " + file);
    }
  }

  private Samples https(String address, HttpTrust trust) {
    Samples own = new Samples();
    try (Probe probe = Probes.of(http(Given.quick(), "https://" + address, trust))) {
      probe.start(own);
      org.awaitility.Awaitility.await().until(() -> own.count() > 0);
    }
    return own;
  }

  private Probe moved(Redirects redirects) {
    int port = server.orElseThrow().getAddress().getPort();
    HttpTrust trust = new HttpTrust(Optional.empty(), Verification.FULL, redirects);
    return Probes.of(http(Given.quick(), "http://127.0.0.1:" + port + "/moved", trust));
  }

  private Probe probe(SortedSet<Integer> statuses, String body) {
    int port = server.orElseThrow().getAddress().getPort();
    return Probes.of(
        new ProbeSettings.Http(
            Given.quick(),
            URI.create("http://127.0.0.1:" + port + "/"),
            statuses,
            Optional.of(Pattern.compile(body, Pattern.MULTILINE)),
            HttpTrust.DEFAULT));
  }

  private static ProbeSettings http(ProbeCommon common, String url, HttpTrust trust) {
    return new ProbeSettings.Http(
        common, URI.create(url), ProbeSettings.Http.SUCCESS, Optional.empty(), trust);
  }

  private HttpServer plain(int status, String body) throws IOException {
    return serve(HttpServer.create(loopback(), 0), status, body);
  }

  private HttpServer secure() throws Exception {
    Path store = directory.resolve("server.p12");
    keytool(
        "-genkeypair",
        "-alias",
        "a",
        "-keyalg",
        "RSA",
        "-dname",
        "CN=a",
        "-ext",
        "SAN=ip:127.0.0.1",
        "-validity",
        "2",
        "-storetype",
        "PKCS12",
        "-keystore",
        store.toString(),
        "-storepass",
        PASSWORD);
    keytool(
        "-exportcert",
        "-rfc",
        "-alias",
        "a",
        "-keystore",
        store.toString(),
        "-storepass",
        PASSWORD,
        "-file",
        directory.resolve("ca.pem").toString());
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream stream = Files.newInputStream(store)) {
      keys.load(stream, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    HttpsServer https = HttpsServer.create(loopback(), 0);
    https.setHttpsConfigurator(new HttpsConfigurator(context));
    return serve(https, 200, "ok");
  }

  private HttpServer serve(HttpServer made, int status, String body) {
    server = Optional.of(made);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    made.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    made.start();
    return made;
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private static void keytool(String... arguments) throws Exception {
    java.util.List<String> command = new java.util.ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(java.util.List.of(arguments));
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
  }
}
