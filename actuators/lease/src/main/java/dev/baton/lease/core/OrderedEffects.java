package dev.baton.lease.core;

import dev.baton.model.command.Command;
import java.util.List;

/** Collects the effects of a command; here are the commands that ask nothing of a keeper itself. */
abstract class OrderedEffects implements Command.Cases<List<KeeperEffect>> {
  final List<KeeperEffect> effects;
  final long now;

  OrderedEffects(List<KeeperEffect> effects, long now) {
    this.effects = effects;
    this.now = now;
  }

  @Override
  public List<KeeperEffect> peers(Command.Peers command) {
    effects.add(new KeeperEffect.Meet(command.members()));
    return effects;
  }

  @Override
  public final List<KeeperEffect> demote(Command.Demote command) {
    return effects;
  }

  @Override
  public final List<KeeperEffect> promote(Command.Promote command) {
    return effects;
  }
}
