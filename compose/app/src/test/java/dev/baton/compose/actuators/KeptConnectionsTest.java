package dev.baton.compose.actuators;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** In a process of its own: the JDK reads these properties once. */
class KeptConnectionsTest {

  /** What runs there. */
  static final class Shown {
    private Shown() {}

    /** Says what is set afterwards. */
    public static void main(String[] arguments) {
      KeptConnections.apply();
      KeptConnections.PROPERTIES
          .keySet()
          .forEach(key -> System.out.println(key + "=" + System.getProperty(key)));
    }
  }

  @Test
  void areKeptLongerThanFromOneLookToTheNextUnlessSomebodySaysOtherwise() throws Exception {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Djdk.httpclient.keepalive.timeout=7",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Shown.class.getName()))
            .redirectErrorStream(true)
            .start();
    try {
      assertThat(
              new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines())
          .containsExactlyInAnyOrder(
              "http.keepAlive.time.server=300", "jdk.httpclient.keepalive.timeout=7");
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }
}
