package dev.baton.simulation;

import dev.baton.arbiter.fold.FoldRules;
import dev.baton.arbiter.fold.PartitionFold;
import dev.baton.arbiter.fold.Preference;
import dev.baton.model.definition.Member;
import dev.baton.model.definition.Timings;
import dev.baton.model.state.PartitionState;
import java.time.Duration;
import java.util.Comparator;
import java.util.TreeMap;

/**
 * What a world is made of.
 *
 * @param profile what sort of world
 * @param nodes how many nodes have agent and keeper; a further host waits for a clone
 * @param arbiters how many arbiters there are
 * @param spreadPpm by how many millionths a clock may be fast or slow
 * @param timings of the first definition
 * @param healthInterval how often an agent speaks at least
 * @param tick how often arbiters tick and beat
 * @param missedTicks after how many a standby takes over
 * @param silenceTimeout when a keeper counts as not hearing
 * @param hooks whether definitions have scripts
 * @param giveUpAfter after which a client gives an append up
 * @param heardPercent how many of a hundred copies of a word between keepers arrive; none in worlds
 *     of an even seed, which have no channel
 * @param together whether agent and keeper of a node are one process, so that the keeper learns at
 *     once that the service is dead; so in half of the worlds of odd seeds
 * @param port whether the agent tells the keeper of its node, a process of its own, the same over a
 *     local socket; so in a quarter of the worlds of odd seeds
 * @param sharing whether arbiters take the lead from one another; so in an eighth of the worlds
 */
record Setup(
    Profile profile,
    int nodes,
    int arbiters,
    int spreadPpm,
    Timings timings,
    Duration healthInterval,
    Duration tick,
    int missedTicks,
    Duration silenceTimeout,
    boolean hooks,
    Duration giveUpAfter,
    int heardPercent,
    boolean together,
    boolean port,
    boolean sharing) {

  /** By how much two clocks' rates may differ, as definitions say: 5 %. */
  static final int DRIFT_PPM = 50_000;

  /** Two clocks this far off, one each way, differ by a little less than the bound. */
  private static final int WITHIN = 24_000;

  private static final int BEYOND = 70_000;

  static final Duration EPSILON = Duration.ofMillis(15);

  /** The version of the rules by which priorities say nothing. */
  static final int LATER_RULES = PartitionState.FIRST_RULES + 1;

  /** The version of the rules that breaks the fold of whatever is aimed at a node. */
  static final int BREAKING_RULES = LATER_RULES + 1;

  static Setup draw(long seed, Profile profile) {
    Dice dice = new Dice(seed, "setup");
    Duration granted = Duration.ofMillis(dice.between(3, 9) * 100L);
    Duration healthInterval = Duration.ofMillis(dice.between(300, 600));
    return new Setup(
        profile,
        3,
        dice.percent(70) ? 2 : 3,
        profile == Profile.DRIFT ? BEYOND : WITHIN,
        timings(granted, healthInterval),
        healthInterval,
        Duration.ofMillis(dice.between(80, 160)),
        dice.between(3, 5),
        Duration.ofMillis(dice.between(3_500, 5_000)),
        dice.percent(20),
        Duration.ofMillis(dice.between(300, 2_500)),
        seed % 2 == 0 ? 0 : new Dice(seed, "words").between(20, 99),
        seed % 4 == 1,
        seed % 8 == 3,
        seed % 16 == 2 || seed % 16 == 3);
  }

  /** A world for a story: even clocks, the longest lease, nothing drawn but latencies. */
  static Setup forStory(Stories.Story story) {
    Duration healthInterval = Duration.ofMillis(400);
    return new Setup(
        story.profile(),
        3,
        2,
        0,
        timings(Drafter.LONGEST_LEASE, healthInterval),
        healthInterval,
        Duration.ofMillis(160),
        3,
        Duration.ofSeconds(5),
        false,
        story.giveUpAfter(),
        story.words() == Stories.Words.LOST ? 0 : 100,
        story.words() == Stories.Words.HEARD,
        false,
        false);
  }

  /** Timings of which a keepalive is good for so long, and is sent four times in that. */
  static Timings timings(Duration granted, Duration healthInterval) {
    Duration drift = granted.multipliedBy(DRIFT_PPM).dividedBy(1_000_000);
    return new Timings(
        granted.plus(drift).plus(EPSILON),
        granted.dividedBy(4),
        healthInterval.multipliedBy(4),
        DRIFT_PPM,
        EPSILON,
        granted.plus(drift).plus(EPSILON).plus(Timings.PROMISE).plusMillis(300));
  }

  /** The fold with further versions of the rules. */
  PartitionFold fold() {
    TreeMap<Integer, FoldRules> versions = new TreeMap<>();
    versions.put(PartitionState.FIRST_RULES, FoldRules.FIRST);
    versions.put(LATER_RULES, new FoldRules(Setup::byName));
    versions.put(BREAKING_RULES, new FoldRules(Setup::unlessAimed));
    return new PartitionFold(versions);
  }

  /** The wish first, then the smaller name, whatever the priorities. */
  private static Comparator<Member> byName(Preference.Wish wish) {
    return Preference.byWish(wish).thenComparing(Member::node);
  }

  /** As by name, but that it cannot take a wish for a certain node. */
  private static Comparator<Member> unlessAimed(Preference.Wish wish) {
    if (wish.target().isPresent()) {
      throw new IllegalStateException("a wish for " + wish.target().orElseThrow());
    }
    return byName(wish);
  }

  /** How long two gates may be open at once where the world breaks an assumption; otherwise 0. */
  long toleranceNanos() {
    long longest = Drafter.LONGEST_LEASE.toNanos();
    return switch (profile) {
      case MIXED, CALM, LOSS -> 0;
      case DRIFT -> longest * 2 * (BEYOND - WITHIN) / 1_000_000;
      // T by the clock of the machine that was paused, and its kernel ends it up to a tick late.
      case FREEZE -> longest + longest * WITHIN / 1_000_000 + timings.epsilon().toNanos();
    };
  }
}
