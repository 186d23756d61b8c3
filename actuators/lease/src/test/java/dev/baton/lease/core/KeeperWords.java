package dev.baton.lease.core;

import dev.baton.lease.gate.KernelGate;
import dev.baton.model.command.Command;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.OpenedBy;
import java.util.List;
import java.util.Optional;

/** Prints what a keeper wants done, one word an effect, and remembers the last of each kind. */
final class KeeperWords implements KeeperEffect.Cases<String> {
  boolean showsHoldover;
  String shut = "";
  Optional<Fact> said = Optional.empty();
  Optional<OpenedBy> openedBy = Optional.empty();
  Optional<Fact.Keepalive> sent = Optional.empty();
  Optional<Question> asked = Optional.empty();

  String of(List<KeeperEffect> effects) {
    StringBuilder words = new StringBuilder();
    for (KeeperEffect effect : effects) {
      boolean ofPromises =
          effect instanceof KeeperEffect.Ask
              || (effect instanceof KeeperEffect.Arm arm && arm.slot() >= KernelGate.PROMISE_SLOT);
      if (ofPromises && !showsHoldover) {
        continue;
      }
      words.append(words.isEmpty() ? "" : " ").append(effect.match(this));
    }
    return words.toString();
  }

  @Override
  public String remember(KeeperEffect.Remember effect) {
    return "remember" + effect.sessions();
  }

  @Override
  public String guard(KeeperEffect.Guard effect) {
    return "guard" + effect.vips() + (effect.ports().isEmpty() ? "" : effect.ports());
  }

  @Override
  public String arm(KeeperEffect.Arm effect) {
    return "arm" + effect.slot();
  }

  @Override
  public String send(KeeperEffect.Send effect) {
    sent = Optional.of(effect.keepalive());
    return "send(" + effect.keepalive().session() + "#" + effect.keepalive().sequence() + ")";
  }

  @Override
  public String acknowledge(KeeperEffect.Acknowledge effect) {
    return "count" + effect.slot();
  }

  @Override
  public String putAddresses(KeeperEffect.PutAddresses effect) {
    return "put";
  }

  @Override
  public String openGate(KeeperEffect.OpenGate effect) {
    return "open(" + effect.epoch() + "," + effect.session() + ")";
  }

  @Override
  public String announce(KeeperEffect.Announce effect) {
    openedBy = Optional.of(effect.by());
    return "announce(" + effect.epoch() + ")";
  }

  @Override
  public String shutGate(KeeperEffect.ShutGate effect) {
    shut = effect.epoch() + ": " + effect.cause();
    return "shut";
  }

  @Override
  public String removeAddresses(KeeperEffect.RemoveAddresses effect) {
    return "remove";
  }

  @Override
  public String resetConnections(KeeperEffect.ResetConnections effect) {
    return "reset";
  }

  @Override
  public String meet(KeeperEffect.Meet effect) {
    return "meet" + effect.members().stream().map(Command.Peer::node).toList();
  }

  @Override
  public String tell(KeeperEffect.Tell effect) {
    return "tell(" + effect.epoch() + ")";
  }

  @Override
  public String ask(KeeperEffect.Ask effect) {
    asked = Optional.of(effect.question());
    return "ask(" + effect.question().epoch() + ")";
  }

  @Override
  public String promise(KeeperEffect.Promise effect) {
    return effect.reply().given() ? "promise" : "refuse";
  }

  @Override
  public String append(KeeperEffect.Append effect) {
    if (!(effect.fact() instanceof Fact.SessionClosed)) {
      said = Optional.of(effect.fact());
    }
    return "append(" + effect.fact().getClass().getSimpleName() + ")";
  }
}
