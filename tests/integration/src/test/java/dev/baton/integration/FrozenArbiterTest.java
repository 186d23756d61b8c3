package dev.baton.integration;

import static dev.baton.integration.Site.acknowledged;
import static dev.baton.integration.Site.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.log.kafka.TestBroker;
import dev.baton.log.keeper.LogKeeper;
import dev.baton.model.fact.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A leader that is stopped in the midst of a decision, and goes on with it when it is late. */
class FrozenArbiterTest {
  /** Of four freezes each. */
  private static final int ROUNDS = 3;

  /** Until a thawed leader wrote something late; about every third does. */
  private static final int MOST_ROUNDS = 15;

  @TempDir Path directory;
  private Site site;
  private LogKeeper a;
  private LogKeeper b;

  @BeforeEach
  void begin() {
    site = new Site(TestBroker.newPartition(), directory, Duration.ofSeconds(5));
    site.arbiter("x1");
    site.arbiter("x2");
    a = site.node("a");
    b = site.node("b");
  }

  @AfterEach
  void end() {
    site.close();
  }

  /** When the leader is stopped: around the fact that a decision derives from. */
  private enum Moment {
    BEFORE_THE_HOLDER_FALLS_ILL,
    AFTER_THE_HOLDER_FELL_ILL,
    BEFORE_THE_HOLDER_LETS_GO,
    AFTER_THE_HOLDER_LET_GO
  }

  @Test
  void anArbiterFrozenInMidDecisionChangesNothingWhenThawed() {
    until(() -> a.holds() || b.holds());
    for (int round = 0; round < ROUNDS || (lateCommands() == 0 && round < MOST_ROUNDS); round++) {
      // In every other round the world moves on twice meanwhile.
      int moves = 1 + round % 2;
      for (Moment moment : Moment.values()) {
        freezeThroughMoves(moment, moves);
      }
    }

    site.awaitAgreement();
    assertThat(lateCommands()).as("what this test is about took place").isPositive();
  }

  /** How many commands were written although they stood there. */
  private int lateCommands() {
    return site.recording().written().size() - site.recording().taken().size();
  }

  private void freezeThroughMoves(Moment moment, int moves) {
    ArbiterProcess leader = site.awaitLeaderAndStandbys();
    LogKeeper holder = holder();
    long epoch = holder.holding().value();

    freezeAt(moment, leader, holder);
    awaitMoveFrom(holder);
    for (int move = 1; move < moves; move++) {
      LogKeeper next = holder();
      acknowledged(next.say(Verdict.UNHEALTHY));
      awaitMoveFrom(next);
    }
    until(() -> site.leader().isPresent() && !site.leader().equals(Optional.of(leader)));
    Optional<ArbiterProcess> successor = site.leader();
    leader.thaw();

    until(() -> !leader.isLeading() && leader.isReady());
    until(() -> site.leader().equals(successor));
    assertThat(holder().holding().value()).as(moment.name()).isEqualTo(epoch + moves);
  }

  private LogKeeper holder() {
    return a.holds() ? a : b;
  }

  /** Also makes the node well again. */
  private void awaitMoveFrom(LogKeeper from) {
    LogKeeper to = from == a ? b : a;
    until(() -> to.holds() && !from.holds());
    acknowledged(from.say(Verdict.HEALTHY));
  }

  private void freezeAt(Moment moment, ArbiterProcess leader, LogKeeper holder) {
    switch (moment) {
      case BEFORE_THE_HOLDER_FALLS_ILL -> {
        leader.freeze();
        acknowledged(holder.say(Verdict.UNHEALTHY));
      }
      case AFTER_THE_HOLDER_FELL_ILL -> {
        acknowledged(holder.say(Verdict.UNHEALTHY));
        leader.freeze();
      }
      case BEFORE_THE_HOLDER_LETS_GO -> {
        askToLetGo(holder);
        leader.freeze();
        acknowledged(holder.answer());
      }
      case AFTER_THE_HOLDER_LET_GO -> {
        askToLetGo(holder);
        acknowledged(holder.answer());
        leader.freeze();
      }
    }
  }

  private void askToLetGo(LogKeeper holder) {
    holder.withholdAnswers();
    acknowledged(holder.say(Verdict.UNHEALTHY));
    until(holder::owesAnAnswer);
  }
}
