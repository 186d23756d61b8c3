package dev.baton.compose.actuators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.jvm.JavaCommand;
import dev.baton.jvm.ProcessOutput;
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
    ProcessOutput said =
        ProcessOutput.of(
            new ProcessBuilder(
                    JavaCommand.of(Shown.class)
                        .with("-Djdk.httpclient.keepalive.timeout=7")
                        .words())
                .redirectErrorStream(true));

    assertThat(said.text().lines())
        .containsExactlyInAnyOrder(
            "http.keepAlive.time.server=300", "jdk.httpclient.keepalive.timeout=7");
  }
}
