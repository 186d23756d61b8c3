package dev.baton.arbiter.fold;

import static dev.baton.arbiter.fold.Story.given;
import static dev.baton.arbiter.fold.Story.held;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a definition may not say, whoever wrote it. */
class AdmissionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "arpp | kind: \"arpp\" is none of .*did you mean arp\\?",
        "arp=a-very-long-interface-name | interface: \".*\" is not an interface's name.*",
        "aws-eip=eipalloc-1=22 | gate-ports: \"22\" is ssh: .*",
        "aws-eip=eipalloc-1=5432/70000 | gate-ports: \"70000\" is not a TCP port.*",
        "aws-route=table-1 | route-tables: \"table-1\" is not ids of route tables.*",
      })
  void refusesABindingThatNoActuatorKnows(String binding, String why) {
    var story = given().when("define 1 a:200 bindings " + binding);

    story.thenOrders();
    assertThat(story.detail(Kind.DEFINITION, AuditDetail.REFUSAL)).isEqualTo("BINDING");
    assertThat(story.detail(Kind.DEFINITION, AuditDetail.WHY)).matches("binding .*: " + why);
    assertThat(story.state().definitions().latest()).isEmpty();
  }

  @Test
  void takesPortsThatNodesAreToGuard() {
    var story = given().when("define 1 a:200 bindings aws-eip=eipalloc-1=5432/443");

    assertThat(story.state().definitions().latest().orElseThrow().gatePorts())
        .containsExactly(443, 5432);
  }

  @Test
  void refusesAVipThatAnotherClusterHas() {
    var story = held("").when("in db: define 1 c:100 cluster db");

    story.thenOrders();
    assertThat(story.detail(Kind.DEFINITION, AuditDetail.REFUSAL))
        .isEqualTo("VIP_OF_ANOTHER_CLUSTER");
    assertThat(story.detail(Kind.DEFINITION, AuditDetail.WHY))
        .isEqualTo("10.20.0.10 is a VIP of cluster web");
  }

  @Test
  void refusesAVipThatIsOnItsWayIntoAnotherCluster() {
    var story = held("").and("define 2 a:200,b:100 vip fd00::1");

    story.when("in db: define 1 c:100 cluster db vip fd00:0:0:0:0:0:0:1");
    assertThat(story.detail(Kind.DEFINITION, AuditDetail.REFUSAL))
        .isEqualTo("VIP_OF_ANOTHER_CLUSTER");
  }

  @Test
  void takesAVipThatAnotherClusterHadBeforeItWasUndefined() {
    var story = held("").and("undefine", "released 1 a a1");

    story.when("in db: define 1 c:100 cluster db").thenOrders("define 1");
  }

  @Test
  void keepsItsOwnVips() {
    held("").when("define 2 a:200,b:50").thenOrders("define 2");
  }
}
