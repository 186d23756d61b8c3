package dev.baton.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Draws what goes wrong in a run: a few kinds of fault, in bursts, so that faults overlap. */
final class Plan {
  /** Before this the cluster comes up undisturbed. */
  static final long FIRST = 700_000_000L;

  /** From here on everything is repaired. */
  static final long HEAL = 9_000_000_000L;

  private static final List<FaultKind> EVERYDAY =
      List.of(
          FaultKind.PAUSE_KEEPER,
          FaultKind.KILL_KEEPER,
          FaultKind.STOP_KEEPER,
          FaultKind.SECOND_KEEPER,
          FaultKind.CUT_KEEPER,
          FaultKind.CUT_KEEPER,
          FaultKind.STRAY_KEEPER,
          FaultKind.LAG_KEEPER,
          FaultKind.REFUSE_ADDRESSES,
          FaultKind.POWER_LOSS,
          FaultKind.CLONE,
          FaultKind.SERVICE_DOWN,
          FaultKind.PAUSE_AGENT,
          FaultKind.KILL_AGENT,
          FaultKind.PAUSE_ARBITER,
          FaultKind.KILL_ARBITER,
          FaultKind.CUT_ARBITER,
          FaultKind.STRAY_ARBITER,
          FaultKind.LAG_ARBITER,
          FaultKind.OUTAGE,
          FaultKind.AWAY,
          FaultKind.AWAY,
          FaultKind.ELECTION,
          FaultKind.SLOW,
          FaultKind.SWITCHOVER,
          FaultKind.SWITCHOVER,
          FaultKind.MAINTENANCE,
          FaultKind.STANDBY,
          FaultKind.ACKNOWLEDGE,
          FaultKind.REBIND,
          FaultKind.DEFINE,
          FaultKind.FOLD_VERSION);

  private final long seed;
  private final Dice dice;
  private final Setup setup;

  private Plan(long seed, Setup setup) {
    this.seed = seed;
    dice = new Dice(seed, "plan");
    this.setup = setup;
  }

  /** The faults of a seed, in order of time; none in a calm world. */
  static List<Fault> draw(long seed, Setup setup) {
    return setup.profile() == Profile.CALM ? List.of() : new Plan(seed, setup).draw();
  }

  private List<Fault> draw() {
    List<FaultKind> kinds = kinds();
    List<Fault> faults = new ArrayList<>();
    int bursts = dice.between(2, 7);
    for (int burst = 0; burst < bursts; burst++) {
      long begin = dice.micros(FIRST / 1_000, (HEAL - 500_000_000L) / 1_000);
      int size = dice.between(1, 5);
      for (int index = 0; index < size; index++) {
        faults.add(fault(dice.any(kinds), begin + dice.millis(0, 300)));
      }
    }
    faults.sort(Comparator.comparingLong(Fault::at));
    return List.copyOf(faults);
  }

  /** Some worlds know few kinds of fault, so that those meet often. */
  private List<FaultKind> kinds() {
    List<FaultKind> kinds = new ArrayList<>();
    int count = dice.between(2, 12);
    for (int index = 0; index < count; index++) {
      kinds.add(dice.any(EVERYDAY));
    }
    if (setup.profile() == Profile.LOSS) {
      kinds.add(FaultKind.LOSS);
      kinds.add(FaultKind.LOSS);
    }
    if (setup.profile() == Profile.MIXED && seed % 10 == 3) {
      kinds.add(FaultKind.BREAK_FOLD);
      kinds.add(FaultKind.OUTSIDER);
    }
    if (setup.profile() == Profile.FREEZE) {
      kinds.add(FaultKind.FREEZE_HOST);
      kinds.add(FaultKind.FREEZE_HOST);
    }
    return kinds;
  }

  private Fault fault(FaultKind kind, long at) {
    int target = dice.percent(55) ? Fault.WHOEVER_HOLDS : dice.between(0, 2);
    long lasting = dice.percent(70) ? dice.millis(20, 1_500) : dice.millis(1_000, 5_000);
    return new Fault(kind, at, lasting, target, dice.between(0, 255));
  }
}
