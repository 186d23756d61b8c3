package dev.baton.integration;

import dev.baton.compose.Main;
import dev.baton.jvm.JavaCommand;
import dev.baton.log.kafka.KafkaLogSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** {@code baton actuator aws} in a process of its own, which can be killed. */
final class ActuatorProcess implements AutoCloseable {
  private final Process process;
  private final Thread atExit;

  /** Starts one. */
  ActuatorProcess(KafkaLogSettings settings, Path output) {
    List<String> command =
        JavaCommand.verb(Main.class.getName())
            .words(
                "actuator",
                "aws",
                "--kafka.bootstrap=" + settings.bootstrapServers(),
                "--kafka.topic-prefix=" + settings.topics().prefix(),
                "--http.listen=off");
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    atExit = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Kills it as {@code kill -9} does, and waits until it is gone. */
  void kill9() {
    Process killed = process.destroyForcibly();
    Site.until(() -> !killed.isAlive());
  }

  @Override
  public void close() {
    kill9();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }
}
