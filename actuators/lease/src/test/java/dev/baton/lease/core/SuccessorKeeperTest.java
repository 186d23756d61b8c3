package dev.baton.lease.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.Epoch;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.Source;
import dev.baton.model.command.Command;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Rule D on a node: the standing successor, and the holder that it waits for. */
class SuccessorKeeperTest {
  private static final String OPENED = "put open(2,s1) announce(2)";

  @Nested
  class Successor {
    private final KeeperScript script = KeeperScript.live();

    @Test
    void opensItsEpochOnTheHoldersWord() {
      script.next(3, 2, 1, "s1");
      assertThat(script.word(4, 1)).isEqualTo(OPENED);
      assertThat(script.status(4).highestSeen()).isEqualTo(new Epoch(2));
    }

    @Test
    void opensWhenTheWordCameBeforeTheCommand() {
      assertThat(script.word(3, 1)).isEmpty();
      assertThat(script.next(4, 2, 1, "s1")).isEqualTo(OPENED);
    }

    @Test
    void opensOnce() {
      script.next(3, 2, 1, "s1");
      script.word(4, 1);
      assertThat(script.word(5, 1)).isEmpty();
      assertThat(script.assign(6, 2, "s1")).isEmpty();
    }

    @Test
    void doesNotOpenOnTheWordOfAnotherEpoch() {
      script.next(3, 3, 2, "s1");
      assertThat(script.word(4, 1)).isEmpty();
      assertThat(script.word(4, 3)).isEmpty();
      assertThat(script.word(5, 2)).isEqualTo("put open(3,s1) announce(3)");
    }

    @Test
    void doesNotOpenWithoutTheCommand() {
      assertThat(script.word(3, 1)).isEmpty();
      assertThat(script.next(4, 2, 1, "b1")).isEmpty();
      assertThat(script.next(5, 2, 1, "s0")).isEmpty();
    }

    @Test
    void opensWhenItsSessionLivesAtLast() {
      KeeperScript young = new KeeperScript();
      young.defined(0);
      young.clock(0);
      young.next(1, 2, 1, "s1");
      assertThat(young.word(2, 1)).isEmpty();
      assertThat(young.acked(3)).isEqualTo("count0 remember[s1] " + OPENED);
    }

    @Test
    void givesItsEpochUpWhenToldSoAndNeverOpensIt() {
      script.next(3, 2, 1, "s1");
      assertThat(script.release(4, 2, "s1")).isEqualTo("append(Released)");
      assertThat(script.word(5, 1)).isEmpty();
      assertThat(script.next(6, 2, 1, "s1")).isEmpty();
      assertThat(script.assign(7, 2, "s1")).isEmpty();
      assertThat(script.status(8).highestSeen()).isEqualTo(Epoch.NONE);
    }

    @Test
    void answersAgainThatItGaveItsEpochUp() {
      script.next(3, 2, 1, "s1");
      script.release(4, 2, "s1");
      assertThat(script.release(5, 2, "s1")).isEqualTo("append(Released)");
    }

    @Test
    void letsGoOfWhatItOpenedWhenItIsTakenBack() {
      script.next(3, 2, 1, "s1");
      script.word(4, 1);
      assertThat(script.release(5, 2, "s1")).isEqualTo("shut tell(2) append(Released)");
    }

    @Test
    void waitsNoLongerWhenALaterEpochIsAssigned() {
      script.next(3, 2, 1, "s1");
      script.assign(4, 3, "b1");
      assertThat(script.word(5, 1)).isEmpty();
    }

    @Test
    void goesOnWaitingWhenTheHoldersEpochIsAssignedAgain() {
      script.next(3, 2, 1, "s1");
      script.assign(4, 1, "b1");
      assertThat(script.word(5, 1)).isEqualTo(OPENED);
    }

    @Test
    void takesItsEpochWhenItIsAssigned() {
      script.next(3, 2, 1, "s1");
      assertThat(script.assign(4, 2, "s1")).isEqualTo(OPENED);
    }

    @Test
    void waitsNoLongerWhenItsSessionIsOver() {
      script.next(3, 2, 1, "s1");
      script.dead(4, "s1");
      script.clock(1000);
      script.acked(1001);
      assertThat(script.status(1001).session()).contains(new SessionId("s2"));
      assertThat(script.word(1002, 1)).isEmpty();
    }

    @Test
    void forgetsWhatWasNamedAndSaidBeforeALossOfRecords() {
      script.next(3, 2, 1, "s1");
      script.word(4, 7);
      loss(5);
      assertThat(script.word(6, 1, 9)).isEmpty();
      assertThat(
              script.order(
                  7,
                  new Source(9, new Position(91), 0),
                  new Command.Next(
                      new Epoch(8), new Epoch(7), KeeperScript.NODE, new SessionId("s1"))))
          .isEmpty();
      assertThat(script.word(8, 7, 9)).isEqualTo("put open(8,s1) announce(8)");
    }

    @Test
    void doesNotHearAHolderThatHasReadOfAnotherLoss() {
      script.next(3, 2, 1, "s1");
      assertThat(script.word(4, 1, 9)).isEmpty();
    }

    @Test
    void saysAgainAfterALossWhatItHasLetGoOf() {
      script.assign(3, 1, "s1");
      script.release(4, 1, "s1");
      assertThat(loss(5)).isEqualTo("append(Released)");
    }

    @Test
    void doesNotHearAnythingAfterItHasLeft() {
      script.next(3, 2, 1, "s1");
      script.leave();
      assertThat(script.word(4, 1)).isEmpty();
    }

    private String loss(long ms) {
      return script.order(
          ms,
          new Source(9, new Position(90), 0),
          new Command.Define(KeeperScript.definition(1, KeeperScript.VIP)));
    }
  }

  @Nested
  class Holder {
    private final KeeperScript script = KeeperScript.holder();

    @Test
    void letsGoOfADeadServiceWhenAnotherStandsReady() {
      script.next(3, 2, 1, "b1");
      assertThat(script.status(3).awaited()).isTrue();
      assertThat(script.serviceDown(4)).isEqualTo("shut tell(1) append(Released)");
      assertThat(script.serviceDown(5)).isEmpty();
      assertThat(script.status(5).awaited()).isFalse();
    }

    @Test
    void keepsTheVipsOfADeadServiceWhenNobodyStandsReady() {
      assertThat(script.serviceDown(3)).isEmpty();
      script.next(4, 2, 1, "b1");
      script.release(5, 2, "b1");
      assertThat(script.serviceDown(6)).isEmpty();
    }

    @Test
    void keepsTheVipsOfADeadServiceWhenAnotherEpochIsWaitedFor() {
      script.next(3, 4, 3, "b1");
      assertThat(script.serviceDown(4)).isEmpty();
    }

    @Test
    void doesNotWaitForAnotherWhileItHolds() {
      script.next(3, 3, 2, "s1");
      assertThat(script.word(4, 2)).isEmpty();
      script.release(5, 1, "s1");
      assertThat(script.word(6, 2)).isEmpty();
    }

    @Test
    void holdsOnUnderALaterEpoch() {
      script.next(3, 2, 1, "b1");
      script.assign(4, 3, "s1");
      assertThat(script.serviceDown(5)).isEmpty();
    }
  }
}
