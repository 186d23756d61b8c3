package dev.baton.azure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.cloudstubs.StubServer.Request;
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
    try (ActuatorProcess actuator =
        ActuatorProcess.start(List.of(), environment, world.settings())) {
      assertThat(actuator.look()).isEqualTo("HERE");
      assertThat(actuator.move("b", 2)).isEqualTo("moved");
      assertThat(actuator.move("a", 3)).isEqualTo("moved");
      assertThat(actuator.look()).isEqualTo("HERE");

      assertThat(actuator.logged()).isEmpty();
      assertThat(actuator.provoke()).isNotEmpty();
      assertThat(actuator.logged()).as("that warnings are heard").isNotEmpty();
    }
  }

  /** Whose length is told, although the actuator takes the SDK's word for it out. */
  @Test
  void writesSayHowLongTheyAre() throws Exception {
    try (ActuatorProcess actuator = ActuatorProcess.start(List.of(), Map.of(), world.settings())) {
      assertThat(actuator.move("b", 2)).isEqualTo("moved");
    }
    assertThat(world.recorder.requests)
        .filteredOn(request -> request.method().equals("PUT"))
        .isNotEmpty()
        .extracting(Request::headers)
        .allSatisfy(headers -> assertThat(headers).containsKey("content-length"))
        .allSatisfy(headers -> assertThat(headers).doesNotContainKey("transfer-encoding"));
  }
}
