package dev.baton.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingMainTest {
  private static final Path PACKAGED = Path.of("..", "dist", "src", "packaged", "classes");

  @TempDir private Path directory;

  @Test
  void aLineIsAPatternForAWholeNameUnlessItIsBlankOrAComment() throws IOException {
    Path file = Files.writeString(directory.resolve("classes"), "# a comment\n\na\\.[^.]+\nb\n");

    Predicate<String> wanted = TrainingMain.patterns(file);

    assertThat(wanted).accepts("a.One", "a.Two$Inner", "b");
    assertThat(wanted).rejects("a.b.Three", "xa.One", "b.c", "", "# a comment");
  }

  @Test
  void thePackagedPatternsTakeWhatAVerbLoadsWithKafkaAndNotAllOfKafka() throws IOException {
    Predicate<String> wanted = TrainingMain.patterns(PACKAGED);

    assertThat(wanted)
        .accepts(
            "dev.baton.arbiter.view.LiveStatus",
            "org.apache.kafka.clients.consumer.KafkaConsumer",
            "org.apache.kafka.common.message.FetchResponseData$PartitionData",
            "org.apache.kafka.common.message.CreateTopicsRequestData");
    assertThat(wanted)
        .rejects(
            "org.apache.kafka.common.message.CreateTopicsRequestData$CreatableTopic",
            "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule",
            "com.fasterxml.jackson.core.JsonFactory");
  }
}
