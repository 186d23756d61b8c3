package dev.baton.azure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.StandIn.Request;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the SDK logs of calls that go well, in a process of its own: it reads its level once. */
final class QuietClientTest {
  private AzureWorld world;

  @BeforeEach
  void open() throws Exception {
    world = new AzureWorld();
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void theClientWarnsOfNoCallThatGoesWell() throws Exception {
    Map<String, String> environment = Map.of("AZURE_LOG_LEVEL", "warning");
    try (MoverProcess mover = MoverProcess.start(List.of(), environment, world.settings())) {
      assertThat(mover.look()).isEqualTo("HERE");
      assertThat(mover.move("b", 2)).isEqualTo("moved");
      assertThat(mover.move("a", 3)).isEqualTo("moved");
      assertThat(mover.look()).isEqualTo("HERE");

      assertThat(mover.logged()).isEmpty();
      assertThat(mover.provoke()).isNotEmpty();
      assertThat(mover.logged()).as("that warnings are heard").isNotEmpty();
    }
  }

  /** Whose length is told, although the mover takes the SDK's word for it out. */
  @Test
  void writesSayHowLongTheyAre() throws Exception {
    try (MoverProcess mover = MoverProcess.start(List.of(), Map.of(), world.settings())) {
      assertThat(mover.move("b", 2)).isEqualTo("moved");
    }
    assertThat(world.recorder.requests)
        .filteredOn(request -> request.method().equals("PUT"))
        .isNotEmpty()
        .extracting(Request::headers)
        .allSatisfy(headers -> assertThat(headers).containsKey("content-length"))
        .allSatisfy(headers -> assertThat(headers).doesNotContainKey("transfer-encoding"));
  }
}
