package dev.baton.compose.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.arbiter.view.Standing;
import dev.baton.arbiter.view.Status;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.MemberAddress;
import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.Successor;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusTest {

  @Test
  void aCalmClusterIsShownInAFewLines() {
    assertThat(StatusText.of(States.status(States.calm())))
        .isEqualTo(
            """
            web (10.20.0.10): a holds, epoch 3; last move at 2026-01-02T03:03:05Z, switchover
              definition 1, lease 500ms
              * a             100  session s1, healthy, no channel
                b              50  session s2, healthy, no channel
            arbiter x1, partition 0: leads in term 4, 2 events behind
            arbiter x2, partition 0: stands by, silent for 13s
            """);
  }

  @Test
  void whatSomebodyShouldLookAtIsMarked() {
    assertThat(StatusText.of(States.status(States.troubled())))
        .startsWith(
            """
            web (10.20.0.10): a holds, epoch 3; last move at 2026-01-02T03:03:05Z, switchover
              definition 1, lease 500ms; 2 is on its way, read by [a]
              * a             100  session s1, unhealthy, no channel
                    page (http) fails: connection refused
                b              50  no session, unknown, standby
              nobody stands ready: maintenance is on
              aws-route: at a since 2026-01-02T03:04:05Z, epoch 3
              aws-eip: not placed at a since 2026-01-02T03:04:05Z, epoch 2, \
            nothing told yet of 3: throttled
              aws-route53: drifted from a since 2026-01-02T03:04:05Z, epoch 3
              ! the VIPs should move and cannot: maintenance
              ! hold-down: 2 unplanned moves; the next waits for: baton ack web
              ! maintenance is on: nothing moves by itself
              ! a has no nftables: its lease is enforced by address lifetimes, in whole seconds
              ! another installation speaks as a and is refused; if the \
            machine was replaced: baton rebind web a
              ! b failed to take epoch 4 and is left out until it turns healthy \
            anew, or: baton resume web b
              ! aws-eip of epoch 2 was not placed in time; it is tried on
              ! aws-route53 of epoch 3 was changed by somebody else; it is being put right
            """);
  }

  @Test
  void anEmptyLogSaysHowToBegin() {
    assertThat(StatusText.of(new Status(States.NOW, List.of(), List.of())))
        .isEqualTo(
            """
            no cluster is defined; see: baton define --example
            no arbiter was seen at work: nothing is decided
            """);
  }

  @Test
  void saysThatAClusterOfAnotherPartitionHasTheSameVip() {
    ClusterState web = States.calm();
    ClusterState other = States.calm(new ClusterId("db"));
    Status status = new Status(States.NOW, List.of(web, other), List.of());

    assertThat(StatusText.of(status))
        .contains("! 10.20.0.10 is a VIP of cluster db too")
        .contains("! 10.20.0.10 is a VIP of cluster web too");
    assertThat(Standing.of(status, cluster -> 0)).isNotEqualTo(Standing.WELL);
    assertThat(StatusText.of(new Status(States.NOW, List.of(web), List.of())))
        .doesNotContain("is a VIP of cluster");
  }

  @Test
  void theJsonFormIsStable() {
    assertThat(StatusJson.line(States.status(States.troubled())))
        .isEqualTo(
            "{\"at\":\"2026-01-02T03:04:05Z\",\"clusters\":["
                + "{\"cluster\":\"web\",\"phase\":\"held\","
                + "\"holder\":\"a\",\"epoch\":3,\"move\":{\"reason\":\"SWITCHOVER\","
                + "\"at\":\"2026-01-02T03:03:05Z\",\"from\":\"b\",\"request\":\"r1\"},"
                + "\"quarantine\":null,\"vips\":[\"10.20.0.10\"],\"definition\":1,"
                + "\"pendingDefinition\":2,"
                + "\"maintenance\":true,\"holdDown\":{\"moves\":2,\"tripped\":true},"
                + "\"obstacle\":\"MAINTENANCE\",\"failbackTo\":null,\"successor\":null,"
                + "\"noSuccessor\":{\"reason\":\"MAINTENANCE\","
                + "\"why\":\"maintenance is on\"},\"unheard\":[],"
                + "\"nodes\":[{\"node\":\"a\","
                + "\"priority\":100,\"holder\":true,\"session\":\"s1\",\"lease\":500,"
                + "\"enforcement\":\"ADDRESS_LIFETIME\",\"sessionPending\":false,"
                + "\"health\":\"UNHEALTHY\",\"standby\":false,\"unable\":null,\"holdover\":null,"
                + "\"failedEpoch\":null,\"failedWhy\":null,"
                + "\"failing\":[{\"probe\":\"page\",\"kind\":\"http\",\"detail\":\"connection"
                + " refused\"}],\"refusals\":[],\"remarks\":[],\"channel\":[]},"
                + "{\"node\":\"b\",\"priority\":50,"
                + "\"holder\":false,\"session\":null,\"lease\":null,\"enforcement\":null,"
                + "\"sessionPending\":false,\"health\":\"UNKNOWN\",\"standby\":true,"
                + "\"unable\":null,\"holdover\":null,"
                + "\"failedEpoch\":4,\"failedWhy\":null,\"failing\":[],\"refusals\":[],"
                + "\"remarks\":[],\"channel\":[]}],\"placements\":["
                + "{\"binding\":\"aws-route\",\"index\":1,\"epoch\":3,\"node\":\"a\","
                + "\"result\":\"PLACED\",\"detail\":\"\",\"took\":750,"
                + "\"since\":\"2026-01-02T03:04:05Z\"},"
                + "{\"binding\":\"aws-eip\",\"index\":2,\"epoch\":2,\"node\":\"a\","
                + "\"result\":\"NOT_PLACED\",\"detail\":\"throttled\",\"took\":750,"
                + "\"since\":\"2026-01-02T03:04:05Z\"},"
                + "{\"binding\":\"aws-route53\",\"index\":3,\"epoch\":3,\"node\":\"a\","
                + "\"result\":\"DRIFTED\",\"detail\":\"\",\"took\":750,"
                + "\"since\":\"2026-01-02T03:04:05Z\"}],\"risk\":null,\"warnings\":[\"the"
                + " VIPs should move and cannot: maintenance\",\"hold-down: 2 unplanned moves; the"
                + " next waits for: baton ack web\",\"maintenance is on: nothing moves by"
                + " itself\",\"a has no nftables: its lease is enforced by address lifetimes, in"
                + " whole seconds\",\"another installation speaks as a and is refused; if the"
                + " machine was replaced: baton rebind web a\",\"b failed to take epoch 4 and is"
                + " left out until it turns healthy anew, or: baton resume web b\",\"aws-eip of"
                + " epoch 2 was not placed in time; it is tried on\",\"aws-route53 of epoch 3 was"
                + " changed by somebody else; it is being put right\"]}],\"arbiters\":["
                + "{\"arbiter\":\"x1\",\"partition\":0,\"role\":\"LEADER\",\"term\":4,"
                + "\"silentMs\":80,\"lag\":2},{\"arbiter\":\"x2\",\"partition\":0,"
                + "\"role\":\"STANDBY\",\"term\":0,\"silentMs\":13000,\"lag\":0}],\"topics\":[]}");
  }

  @Test
  void tellsWhoStandsReady() {
    Successor ready =
        new Successor(
            new Epoch(4),
            new Epoch(3),
            new NodeId("b"),
            new SessionId("s-b"),
            States.NOW,
            0,
            false);

    assertThat(StatusText.of(States.status(States.withSuccessor(ready))))
        .contains(", stands ready since " + States.NOW + "\n");
    assertThat(StatusText.of(States.status(States.withSuccessor(ready.asWithdrawn()))))
        .contains(", was told to give up epoch 4 and has not answered\n");
    assertThat(StatusJson.line(States.status(States.withSuccessor(ready))))
        .contains(
            "\"successor\":{\"node\":\"b\",\"epoch\":4,\"since\":\""
                + States.NOW
                + "\",\"withdrawn\":false}");
  }

  @Test
  void tellsWhyNobodyStandsReady() {
    Successor withdrawn =
        new Successor(
                new Epoch(4),
                new Epoch(3),
                new NodeId("b"),
                new SessionId("s-b"),
                States.NOW,
                0,
                false)
            .asWithdrawn();

    assertThat(StatusText.of(States.status(States.withSuccessor(withdrawn))))
        .contains("  nobody stands ready: b was told to give up epoch 4 and has not answered\n");
    assertThat(StatusJson.line(States.status(States.withSuccessor(withdrawn))))
        .contains("\"noSuccessor\":{\"reason\":\"UNANSWERED\",\"why\":\"b was told");
  }

  @Test
  void tellsWhereANodeHearsTheOthers() {
    ClusterState state =
        States.hearing(new MemberAddress("10.20.0.11", 9480), new MemberAddress("fd00::11", 9480));

    assertThat(StatusText.of(States.status(state)))
        .contains("session s1, healthy, channel at 10.20.0.11:9480 and [fd00::11]:9480\n")
        .contains("session s2, healthy, no channel\n");
    assertThat(StatusJson.line(States.status(state)))
        .contains("\"channel\":[\"10.20.0.11:9480\",\"[fd00::11]:9480\"]");
  }

  @Test
  void tellsWhoHoldsOnWithoutKafkaAndWhoIsWaitedFor() {
    Status status = States.status(States.holdingOn());

    assertThat(StatusText.of(status))
        .contains("without Kafka it holds on alone, for 30 s")
        .contains(
            "  ! b is not heard and may still hold the VIPs of epoch 2 for up to 120 s, since not"
                + " all members had a session when it was heard last; until then only a may be"
                + " given them; its keeper ends the wait when it starts again or reaches Kafka")
        .contains(
            "  ! records were lost, and a holder that is not heard may still hold the VIPs for up"
                + " to 30 s; until then nobody else is given them");
    assertThat(StatusJson.line(status))
        .contains(
            "\"unheard\":[{\"epoch\":2,\"node\":\"b\",\"asks\":[\"a\"],\"holdover\":120000},"
                + "{\"epoch\":1,\"node\":null,\"asks\":[],\"holdover\":30000}]")
        .contains("\"holdover\":{\"asks\":[],\"holdover\":30000}");
  }

  /** It was accepted when it was defined. */
  @Test
  void showsWhatTheDefinitionRisksAndCallsItWell() {
    String risk =
        "without-promises is keep-accepting-two-holders: two nodes may answer for the VIPs while"
            + " they do not hear each other";

    assertThat(StatusText.of(States.status(States.keeping()))).contains("  ! " + risk);
    assertThat(StatusJson.line(States.status(States.keeping())))
        .contains("\"risk\":\"" + risk + "\",\"warnings\":[]");
    assertThat(Standing.of(States.status(States.keeping()), cluster -> 0))
        .isEqualTo(Standing.of(States.status(States.calm()), cluster -> 0));
  }

  @Test
  void warnsOfWhatANodesKeeperRemarks() {
    assertThat(StatusText.of(States.status(States.remarked("its link is slow"))))
        .contains("! a its link is slow");
  }

  @Test
  void watchingLeavesOutWhatChangesAllTheTime() {
    Status earlier = States.status(States.calm());
    Status later = new Status(States.NOW.plusSeconds(1), earlier.clusters(), earlier.arbiters());

    assertThat(later.steady()).isEqualTo(earlier.steady());
    assertThat(later.steady().arbiters().get(0).lag()).isZero();
  }
}
