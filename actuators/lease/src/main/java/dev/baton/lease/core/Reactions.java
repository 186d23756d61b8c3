package dev.baton.lease.core;

import dev.baton.model.Ranges;
import dev.baton.model.command.Command;
import java.util.List;
import java.util.Optional;

/** What each kind of command makes a keeper do. */
final class Reactions extends OrderedEffects {
  private final Keeping keeping;
  private final HeldEpoch holding;
  private final Sessions sessions;

  Reactions(Keeping keeping, List<KeeperEffect> effects, long now) {
    super(effects, now);
    this.keeping = keeping;
    this.holding = keeping.holding;
    this.sessions = keeping.sessions;
  }

  @Override
  public List<KeeperEffect> release(Command.Release command) {
    holding.takenBack(command.epoch());
    if (sessions.isOurs(command.session())) {
      holding.released(command, now, effects);
    }
    return effects;
  }

  @Override
  public List<KeeperEffect> next(Command.Next command) {
    if (Ranges.isBelievable(holding.highestSeen().value(), command.epoch().value())) {
      holding.named(command, sessions.named(command.session()).isPresent());
      sessions.live(now).ifPresent(live -> holding.openWhenFree(live.id(), now, effects));
    }
    return effects;
  }

  @Override
  public List<KeeperEffect> assign(Command.Assign command) {
    if (!Ranges.isBelievable(holding.highestSeen().value(), command.epoch().value())) {
      return effects;
    }
    Optional<KeeperSession> named = sessions.named(command.session());
    if (named.isPresent()) {
      assigned(command, named.orElseThrow());
    } else {
      holding.assignedElsewhere(command.epoch(), effects);
    }
    return effects;
  }

  private void assigned(Command.Assign command, KeeperSession session) {
    boolean live = session.live(now);
    boolean unbound = live && holding.isHeld() && !keeping.isBound(now);
    sessions.accepted();
    keeping.outlasting.assigned(session.id(), now);
    holding.assigned(command, live, now, effects);
    if (unbound && keeping.isBound(now)) {
      // Its acknowledged keepalives count from now on, and so do their countdowns.
      effects.add(new KeeperEffect.Acknowledge(session.countedSlot()));
      keeping.outlasting.carried();
    }
  }

  @Override
  public List<KeeperEffect> dead(Command.Dead command) {
    sessions.named(command.session()).ifPresent(current -> keeping.dead(current, now, effects));
    return effects;
  }

  @Override
  public List<KeeperEffect> define(Command.Define command) {
    keeping.adopt(command.definition(), now, effects);
    return effects;
  }

  @Override
  public List<KeeperEffect> undefine(Command.Undefine command) {
    if (keeping.known.undefined(command.version(), keeping.lastTaken().generation())) {
      String why = "the cluster is undefined";
      sessions.current().ifPresent(each -> keeping.close(each, why, effects));
      holding.sessionOver(effects);
      holding.lapse(why, effects);
      effects.add(KeeperEffect.Guard.NONE);
    }
    return effects;
  }

  @Override
  public List<KeeperEffect> peers(Command.Peers command) {
    if (keeping.known.isPresent()) {
      keeping.outlasting.meet(command.members(), now);
    }
    return super.peers(command);
  }

  @Override
  public List<KeeperEffect> tick(Command.Tick command) {
    keeping.hearing.tick(command.foldedUpTo(), now);
    return effects;
  }
}
