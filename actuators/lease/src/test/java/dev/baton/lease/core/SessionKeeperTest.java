package dev.baton.lease.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.Epoch;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.Source;
import dev.baton.model.Vip;
import dev.baton.model.command.Command;
import dev.baton.model.fact.Enforcement;
import dev.baton.model.fact.Fact;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class SessionKeeperTest {

  @Nested
  final class RuleK {
    @Test
    void startsTheCountdownBeforeItSends() {
      KeeperScript script = new KeeperScript();
      assertThat(script.defined(0)).isEqualTo("guard[10.20.0.10]");
      assertThat(script.clock(0)).isEqualTo("remember[s1] arm0 send(s1#0)");
    }

    @Test
    void countsTheLeaseFromBeforeTheSending() {
      KeeperScript script = KeeperScript.live();
      assertThat(script.status(483).live()).isTrue();
      assertThat(script.status(484).live()).isFalse();
    }

    @Test
    void renewsEachIntervalInTheOtherSlot() {
      KeeperScript script = KeeperScript.live();
      assertThat(script.clock(99)).isEmpty();
      assertThat(script.clock(100)).isEqualTo("arm1 send(s1#1)");
      assertThat(script.acked(101)).isEqualTo("count1");
      assertThat(script.clock(200)).isEqualTo("arm0 send(s1#2)");
    }

    @Test
    void keepsTheRunningCountdownWhenAKeepaliveIsGivenUp() {
      KeeperScript script = KeeperScript.live();
      script.clock(100);
      assertThat(script.givenUp(150)).isEmpty();
      assertThat(script.clock(175)).isEqualTo("arm1 send(s1#2)");
    }

    @Test
    void sendsNoSecondKeepaliveWhileOneIsUnderWay() {
      KeeperScript script = KeeperScript.live();
      script.clock(100);
      assertThat(script.clock(300)).isEmpty();
    }

    @Test
    void endsTheSessionWhenTheAcknowledgementComesAfterTheLease() {
      KeeperScript script = KeeperScript.holder();
      script.clock(100);
      assertThat(script.acked(484)).isEqualTo("shut remove reset remember[s1, s2] arm0 send(s2#0)");
      assertThat(script.lastSent().ended()).containsExactly(new SessionId("s1"));
    }

    @Test
    void neverSendsAFirstKeepaliveTwice() {
      KeeperScript script = new KeeperScript();
      script.defined(0);
      script.clock(0);
      assertThat(script.givenUp(50)).isEmpty();
      assertThat(script.clock(149)).isEmpty();
      assertThat(script.clock(150)).isEqualTo("remember[s1, s2] arm0 send(s2#0)");
    }

    @Test
    void refusesAFirstKeepaliveAcknowledgedAfterItsLease() {
      KeeperScript script = new KeeperScript();
      script.defined(0);
      script.clock(0);
      Fact.Keepalive first = script.lastSent();
      assertThat(script.clock(600)).isEmpty();
      assertThat(script.acked(600, first)).isEmpty();
      assertThat(script.status(600).live()).isFalse();
      assertThat(script.clock(700)).isEqualTo("remember[s1, s2] arm0 send(s2#0)");
    }

    @Test
    void waitsForTheFateOfAFirstKeepaliveInsteadOfPilingUpMore() {
      KeeperScript script = new KeeperScript();
      script.defined(0);
      script.clock(0);
      assertThat(script.clock(1500)).isEmpty();
      assertThat(script.deadlineMs(1500)).isEqualTo(2000);
    }

    @Test
    void ignoresAcknowledgementsOfAnEarlierSession() {
      KeeperScript script = KeeperScript.live();
      script.clock(100);
      Fact.Keepalive old = script.lastSent();
      script.clock(484);
      assertThat(script.acked(501, old)).isEmpty();
      assertThat(script.status(501).live()).isFalse();
    }
  }

  @Nested
  final class RuleC {
    @Test
    void namesTheSessionsOfAnEarlierLifeAsEnded() {
      KeeperScript script = new KeeperScript(List.of(new SessionId("old")), Epoch.NONE);
      script.defined(0);
      assertThat(script.clock(0)).contains("remember[old, s1]");
      assertThat(script.lastSent().ended()).containsExactly(new SessionId("old"));
      assertThat(script.acked(1)).isEqualTo("count0 remember[s1]");
    }

    @Test
    void shutsTheGateBeforeItDrawsANewSession() {
      KeeperScript script = KeeperScript.holder();
      assertThat(script.dead(10, "s1")).isEqualTo("shut remove reset");
      assertThat(script.clock(110)).isEqualTo("remember[s1, s2] arm0 send(s2#0)");
    }

    @Test
    void slowsDownWhenItIsRefusedAgainAndAgain() {
      KeeperScript script = KeeperScript.live();
      script.dead(10, "s1");
      script.clock(110);
      script.dead(120, "s2");
      assertThat(script.clock(319)).isEmpty();
      assertThat(script.clock(320)).startsWith("remember");
    }

    @Test
    void ignoresTheDeathOfAnotherSession() {
      assertThat(KeeperScript.holder().dead(10, "s9")).isEmpty();
    }
  }

  @Nested
  final class RuleR {
    @Test
    void putsAddressesThenOpensThenAnnounces() {
      assertThat(KeeperScript.live().assign(2, 1, "s1")).isEqualTo("put open(1,s1) announce(1)");
    }

    @Test
    void ignoresAnAssignmentToAnotherSessionOfItsOwn() {
      assertThat(KeeperScript.live().assign(2, 1, "s0")).isEmpty();
    }

    @Test
    void ignoresAnEpochThatIsNotNew() {
      KeeperScript script = KeeperScript.live();
      script.assign(2, 5, "b1");
      assertThat(script.assign(3, 5, "s1")).isEmpty();
    }

    @Test
    void waitsForItsFirstAcknowledgementBeforeItTakes() {
      KeeperScript script = new KeeperScript();
      script.defined(0);
      script.clock(0);
      assertThat(script.assign(1, 1, "s1")).isEmpty();
      assertThat(script.acked(2)).isEqualTo("count0 remember[s1] put open(1,s1) announce(1)");
    }

    @Test
    void forgetsAWaitingAssignmentWhenAHigherEpochGoesElsewhere() {
      KeeperScript script = new KeeperScript();
      script.defined(0);
      script.clock(0);
      script.assign(1, 1, "s1");
      script.assign(1, 2, "b1");
      assertThat(script.acked(2)).isEqualTo("count0 remember[s1]");
    }

    @Test
    void shutsBeforeItWritesThatItReleased() {
      assertThat(KeeperScript.holder().release(10, 1, "s1"))
          .isEqualTo("shut tell(1) append(Released)");
    }

    @Test
    void tellsClientsWhenTheSuccessorHasHadTimeToTakeOver() {
      KeeperScript script = KeeperScript.holder();
      script.release(10, 1, "s1");
      assertThat(script.clock(59)).isEmpty();
      assertThat(script.clock(60)).isEqualTo("reset remove");
      assertThat(script.clock(61)).isEmpty();
    }

    @Test
    void keepsAddressesAndClientsWhenItIsItsOwnSuccessor() {
      KeeperScript script = KeeperScript.holder();
      script.release(10, 1, "s1");
      assertThat(script.assign(20, 2, "s1")).isEqualTo("put open(2,s1) announce(2)");
      assertThat(script.clock(60)).isEmpty();
    }

    @Test
    void takesItsAddressesAwayAtOnceWhenItsSessionEnds() {
      KeeperScript script = KeeperScript.holder();
      script.release(10, 1, "s1");
      assertThat(script.dead(20, "s1")).isEqualTo("reset remove");
      assertThat(script.clock(60)).doesNotContain("reset");
    }

    @Test
    void tellsClientsBeforeAGateThatTakesTheAddressesAway() {
      assertThat(KeeperScript.holder(Enforcement.ADDRESS_LIFETIME).release(10, 1, "s1"))
          .isEqualTo("reset shut tell(1) append(Released) remove");
    }

    @Test
    void letsGoOfAnEarlierEpochIfItNeverReadThatItWasGivenTheLaterOne() {
      assertThat(KeeperScript.holder().release(10, 2, "s1"))
          .isEqualTo("shut tell(1) append(Released)");
    }

    @Test
    void keepsALaterEpochThanItIsToLetGoOf() {
      KeeperScript script = KeeperScript.holder();
      script.assign(5, 2, "s1");
      assertThat(script.release(10, 1, "s1")).isEmpty();
    }

    @Test
    void answersAReleaseAlsoWhenItHoldsNothing() {
      assertThat(KeeperScript.live().release(10, 1, "s1")).isEqualTo("append(Released)");
    }

    @Test
    void doesNotTakeWhatWasReleasedWhileItOpened() {
      KeeperScript script = new KeeperScript();
      script.defined(0);
      script.clock(0);
      script.assign(1, 1, "s1");
      script.release(1, 1, "s1");
      assertThat(script.acked(2)).isEqualTo("count0 remember[s1]");
    }

    @Test
    void shutsWhenAHigherEpochGoesElsewhere() {
      assertThat(KeeperScript.holder().assign(10, 2, "b1")).isEqualTo("shut remove reset");
    }

    @Test
    void holdsOnByAHigherEpochOfItsOwn() {
      assertThat(KeeperScript.holder().assign(10, 2, "s1")).isEqualTo("put open(2,s1) announce(2)");
    }

    @Test
    void doesNotTakeAfterItsLeaseHasRunOut() {
      KeeperScript script = KeeperScript.live();
      assertThat(script.assign(484, 1, "s1")).isEqualTo("remember[s1, s2] arm0 send(s2#0)");
    }

    @Test
    void saysThatItFailedAfterItHasLetGo() {
      assertThat(KeeperScript.holder().failed(10, 1)).isEqualTo("shut tell(1) append(Failed)");
    }

    @Test
    void saysNothingOfAFailureOfAnEpochItNoLongerHolds() {
      KeeperScript script = KeeperScript.holder();
      script.release(5, 1, "s1");
      assertThat(script.failed(10, 1)).isEmpty();
    }

    @Test
    void tellsItsEpochsInItsKeepalives() {
      KeeperScript script = KeeperScript.holder();
      script.clock(100);
      assertThat(script.lastSent().holding()).isEqualTo(new Epoch(1));
      assertThat(script.lastSent().highestSeen()).isEqualTo(new Epoch(1));
    }
  }

  @Nested
  final class RuleZ {
    @Test
    void takesAnOutputThatStandsTwiceInTheTopicOnce() {
      KeeperScript script = KeeperScript.live();
      Source source = new Source(0, new Position(7), 1);
      Command release = new Command.Release(new Epoch(1), KeeperScript.NODE, new SessionId("s1"));
      assertThat(script.order(3, source, release)).isEqualTo("append(Released)");
      assertThat(script.order(4, source, release)).isEmpty();
      assertThat(script.order(4, new Source(0, new Position(6), 9), release)).isEmpty();
    }
  }

  @Nested
  final class RuleS {
    @Test
    void closesADeafStandbysSession() {
      KeeperScript script = KeeperScript.live();
      for (long ms = 100; ms < 2000; ms += 100) {
        script.clock(ms);
        script.acked(ms + 1);
      }
      assertThat(script.clock(2001)).isEqualTo("append(SessionClosed)");
      assertThat(script.deadlineMs(2001)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void leavesADeafHolderAloneWhileItsLeaseLives() {
      KeeperScript script = KeeperScript.holder();
      for (long ms = 100; ms < 3000; ms += 100) {
        script.clock(ms);
        script.acked(ms + 1);
      }
      assertThat(script.status(3000).holding()).contains(new Epoch(1));
    }

    @Test
    void comesBackWhenItHearsALeaderAgain() {
      KeeperScript script = KeeperScript.live();
      script.keepAlive(100, 1000);
      script.clock(3100);
      script.tick(3200, 100);
      assertThat(script.deadlineMs(3200)).isLessThanOrEqualTo(3200);
      assertThat(script.clock(3200)).startsWith("remember[s1").contains("send(s");
    }

    @Test
    void doesNotHearALeaderThatTicksButDoesNotFold() {
      KeeperScript script = KeeperScript.live();
      for (long ms = 100; ms < 4100; ms += 100) {
        script.clock(ms);
        if (!script.status(ms).live()) {
          break;
        }
        script.acked(ms + 1);
        script.tick(ms + 2, -1);
      }
      assertThat(script.status(4100).session()).isEmpty();
    }
  }

  @Nested
  final class Definitions {
    @Test
    void guardsOtherAddressesWhenTheDefinitionNamesThem() {
      KeeperScript script = KeeperScript.live();
      assertThat(script.define(10, 2, new Vip("10.20.0.11"))).isEqualTo("guard[10.20.0.11]");
    }

    @Test
    void keepsHoldingByTheNewAddresses() {
      KeeperScript script = KeeperScript.holder();
      assertThat(script.define(10, 2, KeeperScript.VIP, new Vip("10.20.0.11")))
          .isEqualTo("shut remove reset guard[10.20.0.10, 10.20.0.11] put open(1,s1) announce(1)");
    }

    @Test
    void ignoresAnOlderDefinition() {
      KeeperScript script = KeeperScript.live();
      assertThat(script.define(10, 1, new Vip("10.20.0.11"))).isEmpty();
    }
  }

  @Nested
  final class Leaving {
    @Test
    void shutsReleasesClosesAndIsSilent() {
      KeeperScript script = KeeperScript.holder();
      assertThat(script.leave())
          .isEqualTo("shut tell(1) append(Released) reset remove append(SessionClosed)");
      assertThat(script.clock(100)).isEmpty();
      assertThat(script.assign(101, 9, "s1")).isEmpty();
      assertThat(script.leave()).isEmpty();
    }
  }
}
