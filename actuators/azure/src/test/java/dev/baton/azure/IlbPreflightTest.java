package dev.baton.azure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.cloudstubs.Trouble;
import dev.baton.spi.Actuator;
import dev.baton.spi.Preflight;
import dev.baton.spi.Preflight.Finding;
import dev.baton.spi.Preflight.Weight;
import java.util.List;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IlbPreflightTest {
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
  void findsNothingButGoodInASampleAsItShouldBe() {
    assertThat(look().findings()).extracting(Finding::weight).containsOnly(Weight.GOOD);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "REFUSED | AllProbedUp | \"AllProbedDown\" | \"AllProbedUp\"",
        "REFUSED | SKU Standard | \"Standard\" | \"Basic\"",
        "REFUSED | no rule sends | /backendAddressPools/four | /backendAddressPools/other",
        "REFUSED | no pool four | \"name\":\"four\" | \"name\":\"nought\"",
        "REFUSED | no node's | \"10.20.1.4\" | \"10.20.1.9\"",
        "DOUBTFUL | no floating IP | \"enableFloatingIP\":true | \"enableFloatingIP\":false",
        "DOUBTFUL | no probe | /probes/lease | /probes/none",
        "DOUBTFUL | idle connections | \"enableTcpReset\":true | \"enableTcpReset\":false",
        "DOUBTFUL | about 30 s | \"intervalInSeconds\":5 | \"intervalInSeconds\":30",
        "DOUBTFUL | shows that a program listens | \"Http\" | \"Tcp\"",
        "DOUBTFUL | listens at | \"Static\" | \"Dynamic\"",
      })
  void weighs(Weight weight, String what, String from, String to) {
    // The probe's reference is rewritten in the rules only, where it ends in a quote.
    assertThat(lookAfter(json -> json.replace(from, to)).findings())
        .anySatisfy(
            finding -> {
              assertThat(finding.weight()).isEqualTo(weight);
              assertThat(finding.what()).contains(what);
              assertThat(finding.remedy()).isNotEmpty();
            });
  }

  @Test
  void refusesAPoolOfInterfacesAndSaysWhatToDo() {
    Preflight looked =
        lookAfter(
            json ->
                json.replace(
                    "\"ipAddress\":\"10.20.1.4\"",
                    "\"networkInterfaceIPConfiguration\":{\"id\":\"/nic/one\"}"));

    assertThat(looked.passed()).isFalse();
    assertThat(looked.findings())
        .anySatisfy(
            finding -> {
              assertThat(finding.what()).contains("made of network interfaces");
              assertThat(finding.remedy()).contains("pool of addresses");
            });
  }

  @Test
  void refusesAnAddressThatIsNobodys() {
    SortedMap<String, String> settings = world.settings();
    settings.put("address.b", "10.20.1.66");

    Preflight looked = look(settings);

    assertThat(looked.passed()).isFalse();
    assertThat(looked.findings()).anyMatch(finding -> finding.subject().equals("b 10.20.1.66"));
  }

  @Test
  void saysWhoHasNoTargetAndWhoHasOneInVain() {
    SortedMap<String, String> settings = world.settings();
    settings.put("address.c", settings.get("address.b"));
    settings.put("address-v6.c", settings.get("address-v6.b"));
    settings.remove("address.b");
    settings.remove("address-v6.b");

    assertThat(look(settings).findings())
        .contains(
            new Finding(
                Weight.REFUSED,
                "node b",
                "is a member and has no address.b: it could not be moved to",
                "set address.b"),
            new Finding(
                Weight.DOUBTFUL,
                "node c",
                "has address-v6.c and is no member of web",
                "take it out, or make the node a member"));
  }

  @Test
  void doubtsAVipThatNoFrontendHas() {
    assertThat(lookAfter(json -> json.replace("\"10.20.0.10\"", "\"10.20.0.99\"")).findings())
        .filteredOn(finding -> finding.weight() == Weight.DOUBTFUL)
        .extracting(Finding::subject)
        .containsExactly("VIP 10.20.0.10");
  }

  @Test
  void refusesARoleThatDoesNotLetItWrite() {
    world.network.grant(List.of("*/read"));

    Preflight looked = look();

    assertThat(looked.passed()).isFalse();
    assertThat(looked.findings())
        .filteredOn(finding -> finding.weight() == Weight.REFUSED)
        .extracting(Finding::subject)
        .contains(Actions.WRITE);
  }

  @Test
  void refusesALoadBalancerThatDoesNotExist() {
    SortedMap<String, String> settings = world.settings();
    settings.put("load-balancer", "nowhere");

    assertThat(look(settings).passed()).isFalse();
  }

  @Test
  void onlyDoubtsWhatIsThrottledOrNotToBeRead() {
    world.troubles().always(Actions.PERMISSIONS, Trouble.FORBIDDEN);
    world.troubles().always(Actions.CHECK_ADDRESS, Trouble.FORBIDDEN);
    world.troubles().always(Actions.READ, Trouble.THROTTLED);

    Preflight looked = look();

    assertThat(looked.passed()).isTrue();
    assertThat(looked.findings()).extracting(Finding::weight).contains(Weight.DOUBTFUL);
  }

  private Preflight lookAfter(UnaryOperator<String> change) {
    world.network.rewrite(AzureWorld.ID, change);
    return look();
  }

  private Preflight look() {
    return look(world.settings());
  }

  private Preflight look(SortedMap<String, String> settings) {
    try (Actuator actuator = world.actuator(settings)) {
      return actuator.preflight(new Pass());
    }
  }
}
