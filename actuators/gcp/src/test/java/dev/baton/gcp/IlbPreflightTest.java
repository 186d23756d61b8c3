package dev.baton.gcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.cloudstubs.Trouble;
import dev.baton.spi.Actuator;
import dev.baton.spi.Preflight;
import dev.baton.spi.Preflight.Finding;
import dev.baton.spi.Preflight.Weight;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IlbPreflightTest {
  private static final String RULE = "projects/acme/regions/europe-west3/forwardingRules/db-v6";
  private IlbWorld world;

  @BeforeEach
  void start() throws IOException {
    world = IlbWorld.ofBackends();
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private Preflight look() {
    return look(world.settings());
  }

  private static Preflight look(SortedMap<String, String> settings) {
    try (Actuator actuator = IlbWorld.actuator(settings)) {
      return actuator.preflight(Watched.calm());
    }
  }

  private static List<Finding> of(Preflight found, Weight weight) {
    return found.findings().stream().filter(each -> each.weight() == weight).toList();
  }

  @Test
  void findsNothingWrongWhereNothingIs() {
    assertThat(of(look(), Weight.GOOD)).hasSize(look().findings().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"failoverPolicy\": {\"dropTrafficIfUnhealthy\": null}}|REFUSED",
        "{\"failoverPolicy\": null}|REFUSED",
        "{\"failoverPolicy\": {\"disableConnectionDrainOnFailover\": false}}|REFUSED",
        "{\"healthChecks\": null}|REFUSED",
        "{\"loadBalancingScheme\": \"EXTERNAL\"}|REFUSED",
        "{\"connectionDraining\": {\"drainingTimeoutSec\": 300}}|DOUBTFUL",
        "{\"connectionTrackingPolicy\": null}|DOUBTFUL",
        "{\"backends\": []}|DOUBTFUL",
        "{\"backends\": [{\"group\": \"projects/acme/zones/z/instanceGroups/x\"}]}|REFUSED",
      })
  void weighsWhatWouldDefeatAFailover(String patch, Weight weight) {
    world.cloud.patch(IlbWorld.SERVICE, patch);

    assertThat(of(look(), weight))
        .isNotEmpty()
        .allSatisfy(finding -> assertThat(finding.remedy()).isNotEmpty());
  }

  /** What Google does not let anybody set for a protocol is not demanded. */
  @ParameterizedTest
  @ValueSource(strings = {"UDP", "UNSPECIFIED"})
  void demandsNothingThatTheProtocolDoesNotHave(String protocol) {
    world.cloud.patch(
        IlbWorld.SERVICE,
        """
        {"protocol": "%s", "failoverPolicy": {"disableConnectionDrainOnFailover": false}}
        """
            .formatted(protocol));

    assertThat(of(look(), Weight.REFUSED)).isEmpty();
    assertThat(of(look(), Weight.DOUBTFUL))
        .singleElement()
        .satisfies(finding -> assertThat(finding.what()).contains("for protocol " + protocol));
  }

  @Test
  void refusesGroupsOfTheWrongShape() {
    world.cloud.join(
        world.balancer.group("a"), "projects/acme/zones/europe-west3-a/instances/more");
    world.cloud.patch(
        world.balancer.group("b"),
        "{\"description\": \"This instance group is controlled by Instance Group Manager 'm'.\"}");

    assertThat(of(look(), Weight.REFUSED))
        .extracting(Finding::what)
        .containsExactly("2 members", "1 members, managed");
  }

  @Test
  void wantsEndpointGroupsOfMachines() {
    String group = "projects/acme/zones/europe-west3-b/networkEndpointGroups/neg-b";
    world.cloud.put(group, "{\"networkEndpointType\": \"GCE_VM_IP_PORT\"}");
    world.cloud.join(group, "{\"instance\": \"" + world.balancer.instance("b") + "\"}");
    SortedMap<String, String> settings = world.settings();
    settings.put("group.b", "zones/europe-west3-b/networkEndpointGroups/neg-b");

    assertThat(of(look(settings), Weight.REFUSED))
        .extracting(Finding::what)
        .contains("1 members, of type GCE_VM_IP_PORT");

    world.cloud.patch(group, "{\"networkEndpointType\": \"GCE_VM_IP\"}");
    assertThat(look(settings).findings())
        .contains(
            new Finding(
                Weight.GOOD, "zones/europe-west3-b/networkEndpointGroups/neg-b", "1 members", ""));
  }

  @Test
  void refusesARuleThatLeadsElsewhere() {
    world.cloud.patch(RULE, "{\"backendService\": \"projects/acme/regions/x/backendServices/y\"}");

    assertThat(of(look(), Weight.REFUSED)).extracting(Finding::subject).containsExactly("db-v6");
  }

  @Test
  void refusesWhatDoesNotExist() {
    SortedMap<String, String> settings = world.settings();
    settings.put("forwarding-rules", "db-v4,gone");

    assertThat(of(look(settings), Weight.REFUSED))
        .extracting(Finding::subject)
        .containsExactly("gone");
  }

  @Test
  void refusesToLeaveAMemberOrAVipBehind() {
    SortedMap<String, String> settings = world.settings();
    settings.put("group.c", settings.get("group.b"));
    settings.remove("group.b");
    settings.put("forwarding-rules", "db-v4");

    assertThat(of(look(settings), Weight.REFUSED))
        .extracting(Finding::subject)
        .containsExactly("node b", "VIP fd20::10:0:1");
    assertThat(of(look(settings), Weight.DOUBTFUL))
        .extracting(Finding::subject)
        .containsExactly("node c");
  }

  @Test
  void doubtsWhatItCannotAskNow() {
    world.troubles().always(Calls.SERVICE_LIST, Trouble.FORBIDDEN);
    world.troubles().always(Calls.RULE_GET, Trouble.THROTTLED);

    Preflight found = look();

    assertThat(found.passed()).isTrue();
    assertThat(of(found, Weight.DOUBTFUL)).hasSize(5);
  }

  @Test
  void refusesToMoveMembersWhereConnectionsDrainOrGroupsAreForFailover() throws IOException {
    try (IlbWorld members = IlbWorld.ofMembers()) {
      assertThat(look(members.settings()).passed()).isTrue();

      members.cloud.patch(
          IlbWorld.SERVICE, "{\"connectionDraining\": {\"drainingTimeoutSec\": 60}}");
      assertThat(look(members.settings()).passed()).isFalse();

      members.cloud.patch(
          IlbWorld.SERVICE, "{\"connectionDraining\": {\"drainingTimeoutSec\": 0}}");
      members.balancer.primary(IlbWorld.NODES, "a");
      assertThat(look(members.settings()).passed()).isFalse();
    }
  }
}
