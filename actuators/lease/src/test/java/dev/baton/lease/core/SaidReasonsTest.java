package dev.baton.lease.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.Vip;
import dev.baton.model.fact.OpenedBy;
import dev.baton.model.fact.ReleaseReason;
import org.junit.jupiter.api.Test;

/** A keeper says in the log why it let go, and what let it open its gate. */
class SaidReasonsTest {
  private final KeeperScript holder = KeeperScript.holder();
  private final KeeperScript standby = KeeperScript.live();

  @Test
  void letsGoBecauseItWasAsked() {
    holder.release(3, 1, "s1");
    assertThat(holder.whySaid()).contains(ReleaseReason.ASKED);
  }

  @Test
  void answersBecauseItWasAsked() {
    standby.release(3, 1, "s1");
    assertThat(standby.whySaid()).contains(ReleaseReason.ASKED);
  }

  @Test
  void letsGoBecauseItsServiceIsDead() {
    holder.next(3, 2, 1, "b1");
    holder.serviceDown(4);
    assertThat(holder.whySaid()).contains(ReleaseReason.UNHEALTHY);
  }

  @Test
  void letsGoBecauseItLeaves() {
    holder.leave();
    assertThat(holder.whySaid()).contains(ReleaseReason.LEAVING);
  }

  @Test
  void opensOnTheHoldersWord() {
    standby.next(3, 2, 1, "s1");
    standby.word(4, 1);
    assertThat(standby.openedBy()).contains(OpenedBy.WORD);
  }

  @Test
  void opensAsItIsAssigned() {
    assertThat(holder.openedBy()).contains(OpenedBy.ASSIGN);
    standby.next(3, 2, 1, "s1");
    standby.assign(4, 2, "s1");
    assertThat(standby.openedBy()).contains(OpenedBy.ASSIGN);
  }

  @Test
  void opensAsItWasAssignedBeforeItsSessionLived() {
    KeeperScript young = new KeeperScript();
    young.defined(0);
    young.clock(0);
    young.assign(1, 1, "s1");
    young.acked(2);
    assertThat(young.openedBy()).contains(OpenedBy.ASSIGN);
  }

  @Test
  void saysTheSameWhenItOpensAnewBehindAnotherGuard() {
    standby.next(3, 2, 1, "s1");
    standby.word(4, 1);
    standby.define(5, 2, new Vip("10.20.0.11"));
    assertThat(standby.openedBy()).contains(OpenedBy.WORD);
  }

  @Test
  void holdsAsItIsAssignedOnceALaterEpochIs() {
    standby.next(3, 2, 1, "s1");
    standby.word(4, 1);
    standby.assign(5, 3, "s1");
    assertThat(standby.openedBy()).contains(OpenedBy.ASSIGN);
  }
}
