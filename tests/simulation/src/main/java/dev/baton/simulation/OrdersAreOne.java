package dev.baton.simulation;

import dev.baton.arbiter.fold.Result;
import dev.baton.model.Source;
import dev.baton.model.command.Command;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.FactRecord;
import java.util.TreeMap;

/** Rule Z: whichever arbiter writes an order, the log has said so: one log, one decision. */
final class OrdersAreOne implements Invariant {
  private final TreeMap<Source, CommandRecord> derived = new TreeMap<>();

  @Override
  public void appended(FactRecord entry, Result result) {
    result.orders().forEach(order -> derived.put(order.source(), order));
  }

  @Override
  public void wrote(ArbiterProcess arbiter, CommandRecord order) {
    if (!(order.command() instanceof Command.Tick) && !order.equals(derived.get(order.source()))) {
      throw new Violation(
          this,
          arbiter.name + " writes " + order + "; the log says " + derived.get(order.source()));
    }
  }
}
