package dev.baton.simulation;

import dev.baton.lease.core.KeeperEffect;
import dev.baton.model.Epoch;
import dev.baton.model.SessionId;
import java.util.TreeMap;

/** No command is acted on twice with different effect: an epoch is opened by one session only. */
final class EffectsOnce implements Invariant {
  private final TreeMap<Epoch, SessionId> openers = new TreeMap<>();

  @Override
  public void opened(KeeperProcess keeper, KeeperEffect.OpenGate effect) {
    SessionId first = openers.putIfAbsent(effect.epoch(), effect.session());
    if (first != null && !first.equals(effect.session())) {
      throw new Violation(
          this,
          "epoch " + effect.epoch() + " is opened by " + effect.session() + " after " + first);
    }
  }
}
