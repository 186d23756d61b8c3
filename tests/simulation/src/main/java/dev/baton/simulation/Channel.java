package dev.baton.simulation;

import dev.baton.model.Epoch;
import java.util.ArrayList;
import java.util.List;

/**
 * The direct way between keepers (rule D). Each word leaves three times. Copies get lost, come
 * late, and overtake one another; some are said again much later, as somebody would who recorded
 * them.
 */
final class Channel {
  private static final int COPIES = 3;
  private static final long LATE_MICROS = 3_000_000L;

  private final World world;
  private final Dice dice;
  private final int heardPercent;
  private final List<Word> said = new ArrayList<>();

  private record Word(KeeperProcess from, Epoch epoch, long generation) {}

  Channel(World world, int heardPercent) {
    this.world = world;
    this.heardPercent = heardPercent;
    dice = world.dice("channel");
  }

  /** A keeper tells all others that it has let go of an epoch for good. */
  void say(KeeperProcess from, Epoch epoch, long generation) {
    if (heardPercent == 0) {
      return;
    }
    world.trace.say(from.name, "tells", "it has let go of " + epoch);
    Word word = new Word(from, epoch, generation);
    said.add(word);
    spread(word);
    if (dice.percent(30)) {
      spread(said.get(dice.between(0, said.size() - 1)));
    }
  }

  private void spread(Word word) {
    for (KeeperProcess to : world.keepers()) {
      boolean away = to.host != word.from().host;
      for (int copy = 0; away && copy < COPIES; copy++) {
        if (dice.percent(heardPercent)) {
          world.scheduler.after(latency(), () -> to.hear(word.epoch(), word.generation()));
        }
      }
    }
  }

  private long latency() {
    return heardPercent < 100 && dice.percent(15)
        ? dice.micros(50, LATE_MICROS)
        : dice.micros(50, 500);
  }
}
