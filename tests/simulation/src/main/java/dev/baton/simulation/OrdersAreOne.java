package dev.baton.simulation;

import dev.baton.arbiter.core.Result;
import dev.baton.model.Command;
import dev.baton.model.Entry;
import dev.baton.model.Order;
import dev.baton.model.Source;
import java.util.TreeMap;

/** Rule Z: whichever arbiter writes an order, the log has said so: one log, one decision. */
final class OrdersAreOne implements Invariant {
  private final TreeMap<Source, Order> derived = new TreeMap<>();

  @Override
  public void appended(Entry entry, Result result) {
    result.orders().forEach(order -> derived.put(order.source(), order));
  }

  @Override
  public void wrote(ArbiterProcess arbiter, Order order) {
    if (!(order.command() instanceof Command.Tick) && !order.equals(derived.get(order.source()))) {
      throw new Violation(
          this,
          arbiter.name + " writes " + order + "; the log says " + derived.get(order.source()));
    }
  }
}
