package dev.baton.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.jvm.JavaCommand;
import dev.baton.jvm.ProcessOutput;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In a process of its own: a class is loaded only once, and others have asked for it here. */
class SteadyTimeInstallerTest {

  /** What runs in that process. */
  static final class Shown {
    private Shown() {}

    /** Says what Kafka's clients go by. */
    public static void main(String[] arguments) {
      SteadyTimeInstaller.install();
      System.out.println(Time.SYSTEM instanceof SteadyTime ? "steady" : "wall clock");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void takesItsPlaceWhateverTheOrderOfTheClassPath(boolean kafkaFirst) throws Exception {
    List<String> path =
        new ArrayList<>(
            List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1)));
    List<String> kafka = path.stream().filter(each -> each.contains("kafka-clients")).toList();
    assertThat(kafka).isNotEmpty();
    path.removeAll(kafka);
    path.addAll(kafkaFirst ? 0 : path.size(), kafka);

    assertThat(run(String.join(File.pathSeparator, path))).contains("steady");
  }

  private static String run(String path) throws IOException, InterruptedException {
    List<String> command = JavaCommand.of(Shown.class).on(path).words();
    return ProcessOutput.of(new ProcessBuilder(command).redirectErrorStream(true)).text();
  }
}
