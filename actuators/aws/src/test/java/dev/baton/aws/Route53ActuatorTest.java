package dev.baton.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.cloudstubs.Trouble;
import dev.baton.cloudstubs.aws.AwsCloud.RecordSet;
import dev.baton.spi.Actuator;
import dev.baton.spi.ActuatorException;
import dev.baton.spi.Preflight;
import dev.baton.spi.Receipt;
import dev.baton.spi.Verification;
import dev.baton.spi.Verification.Where;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Route53ActuatorTest {
  private static final Map<Integer, String> A =
      Map.of(DnsMessage.TYPE_A, "10.0.0.10", DnsMessage.TYPE_AAAA, "fd00:20::a");

  @Test
  void changesNothingAtAllWhenOneFamilyWasChangedMeanwhile() throws Exception {
    try (Route53World world = Route53World.open();
        Actuator actuator = world.actuator()) {
      RecordSet others = new RecordSet(Route53World.NAME, "AAAA", 10, List.of("fd00:20::c"));
      Interposed heldUp =
          new Interposed("route53:ChangeResourceRecordSets", () -> world.put(others));

      assertThatThrownBy(() -> actuator.apply(world.to("b", 2), heldUp))
          .isInstanceOfSatisfying(
              ActuatorException.class,
              it -> assertThat(it.kind()).isEqualTo(ActuatorException.Kind.LOST_RACE));
      assertThat(world.truth()).isEqualTo("[10.0.0.10] [fd00:20::c]");
    }
  }

  /** Resolvers would keep the holder's address for so long after the next move. */
  @Test
  void takesARaisedTtlForADriftAndPutsItRight() throws Exception {
    try (Route53World world = Route53World.open();
        Actuator actuator = world.actuator()) {
      world.put(new RecordSet(Route53World.NAME, "A", 3_600, List.of("10.0.0.10")));

      assertThat(actuator.verify(world.to("a", 1), new Pass()).where()).isEqualTo(Where.ELSEWHERE);
      assertThat(actuator.apply(world.to("a", 1), new Pass()).changes())
          .containsExactly("DELETE A [10.0.0.10] TTL 3600", "CREATE A [10.0.0.10] TTL 10");
      assertThat(actuator.verify(world.to("a", 1), new Pass()).where()).isEqualTo(Where.HERE);
    }
  }

  @Test
  void refusesBeforehandANameWithSeveralValues() throws Exception {
    try (Route53World world = Route53World.open();
        Actuator actuator = world.actuator()) {
      world.put(new RecordSet(Route53World.NAME, "A", 10, List.of("10.0.0.10", "10.0.0.11")));

      assertThat(actuator.preflight(new Pass()).findings())
          .filteredOn(finding -> finding.weight() == Preflight.Weight.REFUSED)
          .singleElement()
          .satisfies(finding -> assertThat(finding.what()).contains("several values", "10.0.0.11"));
    }
  }

  @Test
  void saysBeforehandWhatNobodyGuardsOfTheNodesOwnAddresses() throws Exception {
    try (Route53World world = Route53World.open();
        Actuator open = world.actuator();
        Actuator guarded = world.actuator(Map.of("gate-ports", "5432"))) {
      assertThat(open.preflight(new Pass()).findings())
          .filteredOn(finding -> finding.weight() == Preflight.Weight.DOUBTFUL)
          .extracting(Preflight.Finding::what)
          .anyMatch(what -> what.contains("own addresses, which no gate guards"));
      assertThat(guarded.preflight(new Pass()).findings())
          .filteredOn(finding -> finding.weight() == Preflight.Weight.DOUBTFUL)
          .extracting(Preflight.Finding::what)
          .anyMatch(what -> what.contains("TCP ports [5432] are guarded"));
    }
  }

  @Test
  void movesBothFamiliesInOneBatchAndTellsOfTheTtl() throws Exception {
    try (Route53World world = Route53World.open();
        Actuator actuator = world.actuator()) {
      world.put(new RecordSet(Route53World.NAME, "A", 45, List.of("10.0.0.10", "10.0.0.11")));
      Pass pass = new Pass();

      Receipt receipt = actuator.apply(world.to("b", 2), pass);

      assertThat(pass.writes()).hasSize(1);
      assertThat(receipt.changes())
          .containsExactly(
              "DELETE A [10.0.0.10, 10.0.0.11] TTL 45",
              "CREATE A [10.0.1.10] TTL 10",
              "DELETE AAAA [fd00:20::a] TTL 10",
              "CREATE AAAA [fd00:20::b] TTL 10");
      assertThat(receipt.expectation())
          .isEqualTo(
              "all name servers have the change;"
                  + " resolvers may keep an earlier answer for 45 s after that");
    }
  }

  @Test
  void makesANameThatDoesNotExist() throws Exception {
    try (Route53World world = Route53World.open();
        Actuator actuator = world.actuator(Map.of("record-name", "new.example.test"))) {
      Receipt receipt = actuator.apply(world.to("b", 2), new Pass());

      assertThat(receipt.changes())
          .containsExactly("CREATE A [10.0.1.10] TTL 10", "CREATE AAAA [fd00:20::b] TTL 10");
      assertThat(actuator.verify(world.to("b", 2), new Pass()).where()).isEqualTo(Where.HERE);
      assertThat(world.truth()).isEqualTo("a");
    }
  }

  @Test
  void followsAChangeUntilAllNameServersHaveIt() throws Exception {
    try (Route53World world = Route53World.open();
        Actuator actuator = world.actuator()) {
      world.account().cloud().pendingReads(5);

      Receipt receipt = actuator.apply(world.to("b", 2), new Pass());

      assertThat(receipt.expectation()).startsWith("all name servers have the change");
      assertThat(Collections.frequency(world.troubles().calls(), "route53:GetChange")).isEqualTo(6);
    }
  }

  @Test
  void followsAChangeNoLongerThanItIsTold() throws Exception {
    try (Route53World world = Route53World.open();
        Actuator actuator = world.actuator(Map.of("insync-wait", "0"))) {
      world.account().cloud().pendingReads(1000);

      Receipt receipt = actuator.apply(world.to("b", 2), new Pass());

      assertThat(receipt.expectation()).contains("name servers may not have it yet");
      assertThat(Collections.frequency(world.troubles().calls(), "route53:GetChange")).isEqualTo(1);
    }
  }

  @Test
  void isDoneEvenIfItMayNotFollowItsChange() throws Exception {
    try (Route53World world = Route53World.open();
        Actuator actuator = world.actuator()) {
      world.troubles().always("route53:GetChange", Trouble.FORBIDDEN);

      Receipt receipt = actuator.apply(world.to("b", 2), new Pass());

      assertThat(receipt.expectation()).contains("could not be followed");
      assertThat(world.truth()).isEqualTo("b");
    }
  }

  @Test
  void believesTheZonesNameServer() throws Exception {
    try (Route53World world = Route53World.open();
        NameServer server = new NameServer(NameServer.AUTHORITATIVE, A);
        Actuator actuator = world.actuator(Map.of("name-servers", server.address()))) {
      assertThat(actuator.verify(world.to("a", 1), new Pass()).where()).isEqualTo(Where.HERE);
      world.meddle("b");

      Verification behind = actuator.verify(world.to("b", 2), new Pass());

      assertThat(behind.where()).isEqualTo(Where.ELSEWHERE);
      assertThat(behind.evidence()).contains(server.address() + " says: A [10.0.0.10]");
    }
  }

  @Test
  void believesAnAuthorityThatKnowsNoSuchName() throws Exception {
    try (Route53World world = Route53World.open();
        NameServer server = new NameServer(NameServer.NO_SUCH_NAME, Map.of());
        Actuator actuator = world.actuator(Map.of("name-servers", server.address()))) {
      assertThat(actuator.verify(world.to("a", 1), new Pass()).where()).isEqualTo(Where.ELSEWHERE);
    }
  }

  @Test
  void doesNotBelieveACacheNorWaitsForWhoIsSilent() throws Exception {
    Map<Integer, String> old = Map.of(DnsMessage.TYPE_A, "10.9.9.9");
    try (Route53World world = Route53World.open();
        NameServer cache = new NameServer(NameServer.FROM_A_CACHE, old)) {
      String servers = cache.address() + "," + NameServer.addressOfNobody();
      try (Actuator actuator = world.actuator(Map.of("name-servers", servers))) {
        Verification seen = actuator.verify(world.to("a", 1), new Pass());

        assertThat(seen.where()).isEqualTo(Where.HERE);
        assertThat(seen.evidence()).anyMatch(it -> it.contains("reached"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "AAAA"})
  void findsARecordOfAFamilyThatNobodyMoves(String type) throws Exception {
    String forgotten = type.equals("A") ? "ipv4" : "ipv6";
    try (Route53World world = Route53World.open();
        Actuator actuator = withoutFamily(world, forgotten)) {
      assertThat(refused(actuator))
          .singleElement()
          .asString()
          .contains("would keep " + type + " [");
    }
  }

  private static Actuator withoutFamily(Route53World world, String forgotten) {
    Map<String, String> left =
        forgotten.equals("ipv4")
            ? Map.of("ipv6.a", "fd00:20::a", "ipv6.b", "fd00:20::b")
            : Map.of("ipv4.a", "10.0.0.10", "ipv4.b", "10.0.1.10");
    Map<String, String> all = new java.util.TreeMap<>(left);
    all.put("hosted-zone-id", Route53World.ZONE);
    all.put("record-name", Route53World.NAME);
    return world.account().actuator("aws-route53", all, Route53World.VIPS);
  }

  @Test
  void refusesANameThatIsACname() throws Exception {
    try (Route53World world = Route53World.open();
        Actuator actuator = world.actuator(Map.of("record-name", "c.example.test"))) {
      world.put(new RecordSet("c.example.test.", "CNAME", 10, List.of("db.example.test")));

      assertThat(refused(actuator)).containsExactly("c.example.test.: is a CNAME");
      assertThatThrownBy(() -> actuator.apply(world.to("b", 2), new Pass()))
          .isInstanceOfSatisfying(
              ActuatorException.class,
              it -> assertThat(it.kind()).isEqualTo(ActuatorException.Kind.PERMANENT));
    }
  }

  @Test
  void findsANameOutsideOfTheZone() throws Exception {
    try (Route53World world = Route53World.open();
        Actuator actuator = world.actuator(Map.of("record-name", "db.badexample.test"))) {
      assertThat(refused(actuator)).singleElement().asString().contains("in which");
    }
  }

  private static List<String> refused(Actuator actuator) {
    return actuator.preflight(new Pass()).findings().stream()
        .filter(finding -> finding.weight() == Preflight.Weight.REFUSED)
        .map(finding -> finding.subject() + ": " + finding.what())
        .toList();
  }
}
