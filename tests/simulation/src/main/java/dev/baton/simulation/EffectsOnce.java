package dev.baton.simulation;

import dev.baton.lease.core.KeeperEffect;
import dev.baton.model.Epoch;
import java.util.TreeMap;

/**
 * No command is acted on twice with different effect: an epoch is opened by one keeper only, in one
 * life of it. It may go on with it in another session (rule H).
 */
final class EffectsOnce implements Invariant {
  private final TreeMap<Epoch, String> openers = new TreeMap<>();

  @Override
  public void opened(KeeperProcess keeper, KeeperEffect.OpenGate effect) {
    String opener = keeper.name + " in life " + keeper.life();
    String first = openers.putIfAbsent(effect.epoch(), opener);
    if (first != null && !first.equals(opener)) {
      throw new Violation(
          this, "epoch " + effect.epoch() + " is opened by " + opener + " after " + first);
    }
  }
}
