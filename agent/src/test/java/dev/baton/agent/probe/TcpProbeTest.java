package dev.baton.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProbeTest {

  private final Samples samples = new Samples();
  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void stopListening() throws IOException {
    server.close();
  }

  @Test
  void passesWhileSomebodyListensAndFailsWhenNobodyDoes() throws IOException {
    try (Probe probe = probe(Given.quick(), Optional.empty(), Optional.empty())) {
      probe.start(samples);
      samples.awaitPassed();
      server.close();
      assertThat(samples.awaitFailed().detail()).contains("refused");
    }
  }

  @Test
  void comparesTheAnswerWithWhatIsExpected() {
    echo("+PO", "NG\r\n");
    try (Probe probe = probe(Given.quick(), Optional.of("PING\r\n"), Optional.of("+PONG"))) {
      probe.start(samples);
      assertThat(samples.awaitPassed().detail()).isEqualTo("answered as expected");
    }
  }

  @Test
  void failsWhenTheAnswerIsAnother() {
    echo("-ERR\r\n");
    try (Probe probe = probe(Given.quick(), Optional.of("PING\r\n"), Optional.of("+PONG"))) {
      probe.start(samples);
      assertThat(samples.awaitFailed().detail()).isEqualTo("closed without the expected answer");
    }
  }

  @Test
  void failsWhenNothingIsAnswered() {
    try (Probe probe = probe(Given.timeout(60), Optional.empty(), Optional.of("hello"))) {
      probe.start(samples);
      assertThat(samples.awaitFailed().detail()).contains("no answer within 60 ms");
    }
  }

  @Test
  void failsWhenTheNameIsUnknown() {
    ProbeSettings settings =
        new ProbeSettings.Tcp(
            Given.quick(), "no-such-host.invalid", 80, Optional.empty(), Optional.empty());
    try (Probe probe = Probes.of(settings)) {
      probe.start(samples);
      samples.awaitFailed();
    }
  }

  private Probe probe(ProbeCommon common, Optional<String> send, Optional<String> expect) {
    return Probes.of(
        new ProbeSettings.Tcp(common, "127.0.0.1", server.getLocalPort(), send, expect));
  }

  /** Reads a line of each caller, answers in pieces, and hangs up. */
  private void echo(String... pieces) {
    Thread thread =
        new Thread(
            () -> {
              while (!server.isClosed()) {
                try (Socket caller = server.accept()) {
                  caller.setTcpNoDelay(true);
                  byte[] asked = caller.getInputStream().readNBytes(6);
                  assertThat(asked).hasSize(6);
                  for (String piece : pieces) {
                    caller.getOutputStream().write(piece.getBytes(StandardCharsets.UTF_8));
                    caller.getOutputStream().flush();
                  }
                } catch (IOException hungUp) {
                  assertThat(hungUp).isInstanceOf(IOException.class);
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
  }
}
