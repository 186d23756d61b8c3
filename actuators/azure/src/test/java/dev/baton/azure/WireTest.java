package dev.baton.azure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.cloudstubs.StubServer.Request;
import dev.baton.cloudstubs.Trouble;
import dev.baton.cloudstubs.azure.AzureNetwork;
import dev.baton.spi.Actuator;
import dev.baton.spi.Receipt;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the SDK really sends with our pipeline. */
final class WireTest {
  private AzureWorld world;
  private Actuator actuator;

  @BeforeEach
  void open() throws Exception {
    world = new AzureWorld();
    actuator = world.actuator();
  }

  @AfterEach
  void close() {
    actuator.close();
    world.close();
  }

  @Test
  void sendsItsConditionWithTheWriteAndWithNothingElse() {
    world.network.operationsTakeLooks(3);
    Receipt unused = actuator.apply(world.to("b", 2), new Pass());

    assertThat(requests("PUT"))
        .singleElement()
        .satisfies(put -> assertThat(put.headers().get("if-match")).startsWith("W/\""));
    assertThat(requests("GET"))
        .hasSizeGreaterThan(3)
        .noneMatch(get -> get.headers().containsKey("if-match"));
  }

  @Test
  void speaksTheApiVersionWhoseBodiesTheStandInKnows() {
    Receipt unused = actuator.apply(world.to("b", 2), new Pass());

    assertThat(world.recorder.requests)
        .allMatch(
            request ->
                request.uri().getQuery().contains("api-version=" + AzureNetwork.API_VERSION));
  }

  @Test
  void sendsTheWholeLoadBalancerAndNothingThatOnlyTheServiceSets() {
    Receipt unused = actuator.apply(world.to("b", 2), new Pass());

    String body = requests("PUT").get(0).body();
    assertThat(body)
        .contains("\"zones\":[\"1\",\"2\",\"3\"]", "AllProbedDown", "\"enableFloatingIP\":true")
        .contains("\"location\":\"westeurope\"", "\"name\":\"Standard\"", "all-six")
        .doesNotContain("etag", "provisioningState", "10.20.1.4", "fd00:20:1::4");
  }

  @Test
  void leavesEverythingButTheMembersAsItWas() {
    String before = withoutWhatChanges(world.network.text(AzureWorld.ID));

    Receipt unused = actuator.apply(world.to("b", 2), new Pass());

    String after = withoutWhatChanges(world.network.text(AzureWorld.ID));
    assertThat(after).isEqualTo(before);
  }

  @Test
  void sendsEachCallOnceWhateverIsAnswered() {
    for (Trouble trouble : List.of(Trouble.THROTTLED, Trouble.UNAVAILABLE)) {
      world.recorder.requests.clear();
      world.troubles().always(Actions.WRITE, trouble);
      assertThat(RefusalsOf.apply(actuator, world.to("b", 2)).action()).isEqualTo(Actions.WRITE);
      assertThat(requests("PUT")).as(trouble.name()).hasSize(1);
    }
  }

  private List<Request> requests(String method) {
    return world.recorder.requests.stream()
        .filter(request -> request.method().equals(method))
        .toList();
  }

  /** Order of properties is the SDK's own, so characters are compared, sorted. */
  private static String withoutWhatChanges(String json) {
    String rest =
        json.replaceAll("\"etag\":\"W/[^,]*\",?", "")
            .replaceAll("\"loadBalancerBackendAddresses\":\\[[^]]*],?", "")
            .replaceAll("[{},]", "");
    return rest.chars()
        .sorted()
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
