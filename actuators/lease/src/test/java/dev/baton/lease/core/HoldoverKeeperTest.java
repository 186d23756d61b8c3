package dev.baton.lease.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.holdover.Ground;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import dev.baton.model.fact.Asks;
import dev.baton.model.fact.Enforcement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Rule H on a node: a holder whose keepalives are not acknowledged, and who has promised. */
class HoldoverKeeperTest {

  @Nested
  class Holder {
    private final KeeperScript script = KeeperScript.holder().showingHoldover();

    /** A keepalive at 100 ms is on its way, and nothing comes back. */
    private void cut() {
      script.clock(100);
    }

    @Test
    void asksWhenHalfOfItsLeaseIsOver() {
      cut();
      assertThat(script.clock(241)).isEmpty();
      assertThat(script.clock(242)).isEqualTo("arm2 ask(1)");
      assertThat(script.lastAsked().definitionVersion()).isEqualTo(1);
    }

    @Test
    void asksNobodyWhileItsKeepalivesAreAcknowledged() {
      script.keepAlive(100, 2_000);
      assertThat(script.clock(2_050)).isEmpty();
    }

    @Test
    void goesOnWhileTheOtherPromises() {
      cut();
      script.clock(242);
      assertThat(script.promised(250, true)).isEqualTo("count2");
      assertThat(script.clock(484)).isEqualTo("remember[s1, s2] arm0 send(s2#0)");
      assertThat(script.status(1_200).holding()).contains(new Epoch(1));
      // The promise counts from before the question was sent.
      assertThat(script.clock(1_242)).startsWith("shut remove reset");
    }

    @Test
    void asksAgainBeforeThePromiseIsOverInTheOtherSlot() {
      cut();
      script.clock(242);
      script.promised(250, true);
      assertThat(script.clock(576)).startsWith("remember[s1, s2] arm0 send(s2#0) arm3 ask(1)");
      script.promised(580, true);
      assertThat(script.clock(1_300)).doesNotContain("shut");
    }

    @Test
    void repeatsAQuestionThatIsNotAnswered() {
      cut();
      script.clock(242);
      assertThat(script.clock(326)).isEqualTo("ask(1)");
    }

    @Test
    void letsGoAtTheEndOfItsLeaseWhenTheOtherRefuses() {
      cut();
      script.clock(242);
      assertThat(script.promised(250, false)).isEmpty();
      assertThat(script.clock(484)).startsWith("shut remove reset");
      assertThat(script.lastShut()).contains("no keepalive was acknowledged");
    }

    @Test
    void takesNoAnswerToAnEarlierQuestion() {
      cut();
      script.clock(242);
      Question first = script.lastAsked();
      script.clock(576);
      script.clock(910);
      script.promised(911, new Reply(first.epoch(), 0, first.nonce(), true, false));
      assertThat(script.status(911).holding()).isEmpty();
    }

    @Test
    void saysInItsNextSessionThatItGoesOn() {
      cut();
      script.clock(242);
      script.promised(250, true);
      script.clock(484);
      assertThat(script.lastSent().holding()).isEqualTo(new Epoch(1));
      assertThat(script.lastSent().ended()).containsExactly(new SessionId("s1"));
    }

    @Test
    void countsItsNewLeaseOnlyOnceItHasReadThatItIsGivenTheEpoch() {
      cut();
      script.clock(242);
      script.promised(250, true);
      script.clock(484);
      assertThat(script.acked(486)).isEqualTo("remember[s2]");
      assertThat(script.carry(487, 1, "s2")).isEqualTo("open(1,s2) count0");
      script.keepAlive(590, 2_000);
      assertThat(script.status(2_001).holding()).contains(new Epoch(1));
    }

    @Test
    void asksInAnotherSessionWhenWhatGaveItTheEpochIsLost() {
      cut();
      script.clock(242);
      script.promised(250, true);
      script.clock(484);
      for (long ms = 490; ms < 1_500; ms += 100) {
        script.acked(ms);
        script.clock(ms + 50);
        script.promised(ms + 60, true);
      }
      assertThat(script.lastSent().session()).isEqualTo(new SessionId("s3"));
      assertThat(script.lastSent().ended()).containsExactly(new SessionId("s2"));
      assertThat(script.lastSent().holding()).isEqualTo(new Epoch(1));
    }

    @Test
    void shutsWhenAnotherIsAssigned() {
      cut();
      script.clock(242);
      script.promised(250, true);
      script.clock(484);
      assertThat(script.assign(600, 2, "b1")).contains("shut remove reset");
    }

    @Test
    void saysThatItDoesNotHoldWhatItIsGivenTooLate() {
      cut();
      script.clock(484);
      script.acked(486);
      assertThat(script.carry(487, 1, "s2")).isEqualTo("append(Released)");
    }

    @Test
    void asksNobodyWhereTheKernelCountsSeconds() {
      KeeperScript coarse = KeeperScript.holder(Enforcement.ADDRESS_LIFETIME).showingHoldover();
      coarse.clock(100);
      assertThat(coarse.clock(300)).isEmpty();
    }
  }

  @Nested
  class Alone {
    private final KeeperScript script = KeeperScript.holder().showingHoldover();

    private void lose() {
      script.peers(50, "s1", "");
      script.clock(100);
    }

    @Test
    void namesThoseThatHaveASession() {
      lose();
      assertThat(script.lastSent().asks().map(Asks::nodes)).contains(List.<NodeId>of());
    }

    @Test
    void namesEverybodyWhileAllHaveOne() {
      script.clock(100);
      assertThat(script.lastSent().asks()).isEqualTo(Optional.empty());
    }

    @Test
    void goesOnForALimitedTimeOnceTheLogHasItsList() {
      lose();
      script.acked(101);
      script.clock(342);
      assertThat(script.clock(343)).startsWith("count2");
      for (long ms = 344; ms <= 30_000; ms++) {
        script.clock(ms);
      }
      assertThat(script.status(30_000).holding()).contains(new Epoch(1));
      // 30 s from before the keepalive at 100 ms was sent.
      script.clock(30_100);
      assertThat(script.status(30_100).holding()).isEmpty();
    }

    @Test
    void namesMoreOnlyWhenNothingThatItAskedForIsLeft() {
      lose();
      script.acked(101);
      script.clock(342);
      assertThat(script.clock(343)).startsWith("count2");
      script.peers(344, "s1", "t1");
      script.clock(400);
      assertThat(script.lastSent().asks().map(Asks::nodes)).contains(List.<NodeId>of());
      script.acked(401);
      script.keepAlive(500, 1_400);
      assertThat(script.lastSent().asks()).isEqualTo(Optional.empty());
    }

    @Test
    void doesNotGoOnBeforeTheLogHasItsList() {
      lose();
      script.clock(242);
      script.clock(243);
      script.clock(484);
      assertThat(script.status(484).holding()).isEmpty();
    }
  }

  /** By the definition it keeps the VIPs in silence. */
  @Nested
  class Keeping {
    private final KeeperScript script = KeeperScript.holder().showingHoldover();

    @BeforeEach
    void cut() {
      script.defineKeeping(50, 2);
      script.clock(100);
      script.clock(242);
    }

    private Optional<Ground> goesOnBy(long ms) {
      return script.status(ms).outlasts();
    }

    @Test
    void goesOnWhenNobodyHasAnswered() {
      assertThat(script.clock(325)).isEmpty();
      assertThat(script.clock(326)).contains("count2");
      for (long ms = 327; ms <= 60_000; ms++) {
        script.clock(ms);
      }
      assertThat(goesOnBy(60_000)).contains(Ground.SILENCE);
    }

    @Test
    void goesOnWhenWhoeverHasPromisedIsSilentSince() {
      script.promised(250, true);
      assertThat(goesOnBy(500)).contains(Ground.PROMISES);
      for (long ms = 500; ms <= 5_000; ms++) {
        script.clock(ms);
      }
      assertThat(goesOnBy(5_000)).contains(Ground.SILENCE);
    }

    @Test
    void letsGoWhenItIsRefused() {
      script.promised(250, false);
      letsGo(484);
    }

    @Test
    void letsGoWhenKafkaAnswersWhoeverWasHeardLast() {
      script.promised(250, true, true);
      letsGo(1_242);
    }

    @Test
    void takesWhoeverIsServedNoMoreForSilent() {
      script.promised(250, true, true);
      script.clock(576);
      script.promised(580, true, false);
      for (long ms = 581; ms <= 5_000; ms++) {
        script.clock(ms);
      }
      assertThat(goesOnBy(5_000)).contains(Ground.SILENCE);
    }

    private void letsGo(long at) {
      for (long ms = 251; ms <= at; ms++) {
        script.clock(ms);
      }
      assertThat(script.status(at).holding()).isEmpty();
    }
  }

  @Nested
  class Member {
    private final KeeperScript script = KeeperScript.live().showingHoldover();

    Member() {
      script.peers(2, "s1", "b1");
      script.assign(3, 1, "b1");
    }

    @Test
    void promisesTheHolderOfTheLatestEpoch() {
      assertThat(script.asked(10, 1, 1)).isEqualTo("promise");
    }

    @Test
    void refusesTheHolderOfAnEarlierEpochAndAnEarlierDefinition() {
      assertThat(script.asked(10, 0, 1)).isEqualTo("refuse");
      assertThat(script.asked(10, 1, 0)).isEqualTo("refuse");
    }

    @Test
    void refusesUntilItHasReadItsOwnSession() {
      KeeperScript young = new KeeperScript().showingHoldover();
      young.defined(0);
      young.clock(0);
      young.acked(1);
      assertThat(young.asked(10, 1, 1)).isEqualTo("refuse");
    }

    @Test
    void refusesWhileItHolds() {
      script.assign(5, 2, "s1");
      assertThat(script.asked(10, 3, 1)).isEqualTo("refuse");
    }

    @Test
    void opensOnlyWhenItsPromiseIsOver() {
      script.asked(10, 1, 1);
      assertThat(script.takeOver(20, 2, "s1")).isEmpty();
      assertThat(script.asked(30, 1, 1)).isEqualTo("refuse");
      script.keepAlive(100, 900);
      assertThat(script.clock(1_025)).doesNotContain("open");
      assertThat(script.clock(1_026)).contains("put open(2,s1) announce(2)");
    }

    @Test
    void opensAtOnceWhenTheHolderHasLetGo() {
      script.asked(10, 1, 1);
      assertThat(script.assign(20, 2, "s1")).isEqualTo("put open(2,s1) announce(2)");
    }

    @Test
    void opensAtOnceOnTheHoldersWord() {
      script.asked(10, 1, 1);
      script.next(20, 2, 1, "s1");
      assertThat(script.word(21, 1)).isEqualTo("put open(2,s1) announce(2)");
    }

    @Test
    void waitsForItsPromiseToAnEarlierHolderThoughTheLastLetGo() {
      script.asked(10, 1, 1);
      script.assign(20, 2, "b1");
      assertThat(script.assign(30, 3, "s1")).isEmpty();
    }
  }
}
