package dev.baton.lease.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.Source;
import dev.baton.model.command.Command;
import org.junit.jupiter.api.Test;

/** What a keeper does when its cluster is undefined. */
class UndefinedKeeperTest {

  @Test
  void removesWhatItPutAndEndsItsSession() {
    KeeperScript script = KeeperScript.holder();

    assertThat(script.undefine(50, 2)).isEqualTo("shut remove reset append(SessionClosed) guard[]");
    assertThat(script.clock(5_000)).isEmpty();
  }

  @Test
  void beginsAnewWithALaterDefinition() {
    KeeperScript script = KeeperScript.live();
    script.undefine(50, 2);

    assertThat(script.define(60, 2, KeeperScript.VIP)).isEmpty();
    script.define(70, 3, KeeperScript.VIP);
    script.clock(70);
    assertThat(script.lastSent().introduction().orElseThrow().definitionVersion()).isEqualTo(3);
  }

  @Test
  void beginsAnewWithWhateverIsDefinedAfterALossOfItsEnd() {
    KeeperScript script = KeeperScript.live();
    script.undefine(50, 3);

    Source later = new Source(7, new Position(0), 0);
    script.order(60, later, new Command.Define(KeeperScript.definition(2, KeeperScript.VIP)));
    script.clock(70);

    assertThat(script.lastSent().introduction().orElseThrow().definitionVersion()).isEqualTo(2);
  }

  @Test
  void ignoresAnEndThatIsOlderThanWhatItKnows() {
    KeeperScript script = KeeperScript.live();
    script.define(10, 3, KeeperScript.VIP);

    assertThat(script.undefine(50, 2)).isEmpty();
    assertThat(script.clock(100)).contains("send(s1#1)");
  }

  @Test
  void knowsTheMembersAsLongAsTheClusterIsDefined() {
    KeeperScript script = new KeeperScript();
    assertThat(script.status(0).members()).isEmpty();

    script.defined(0);
    assertThat(script.status(1).members()).containsExactly(KeeperScript.NODE, new NodeId("b"));
    script.undefine(50, 2);
    assertThat(script.status(51).members()).isEmpty();
  }

  @Test
  void saysNothingOfKafkaWithoutACluster() {
    KeeperScript script = KeeperScript.holder();
    assertThat(script.status(50).kafka()).isPresent();

    script.undefine(50, 2);
    assertThat(script.status(51).kafka()).isEmpty();
  }
}
