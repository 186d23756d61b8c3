package dev.baton.simulation;

import dev.baton.arbiter.fold.Result;
import dev.baton.model.Epoch;
import dev.baton.model.Source;
import dev.baton.model.command.Command;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.FactRecord;

/** Each assignment has an epoch one above the last; what readers take of them never falls back. */
final class EpochsRise implements Invariant {
  private Epoch derived = Epoch.NONE;
  private Epoch taken = Epoch.NONE;
  private Source last = Source.NONE;

  @Override
  public void appended(FactRecord entry, Result result) {
    for (CommandRecord order : result.orders()) {
      if (order.command() instanceof Command.Assign assign) {
        // The same epoch again: ordered again to the same session, which had not read it.
        if (!assign.epoch().equals(derived) && !assign.epoch().equals(derived.next())) {
          throw new Violation(this, assign + " follows epoch " + derived);
        }
        derived = assign.epoch();
      }
    }
  }

  @Override
  public void ordered(long offset, CommandRecord order) {
    if (order.cluster().isEmpty() || !order.source().isAfter(last)) {
      return;
    }
    last = order.source();
    if (order.command() instanceof Command.Assign assign) {
      if (taken.isAfter(assign.epoch())) {
        throw new Violation(this, assign + " is taken after epoch " + taken);
      }
      taken = assign.epoch();
    }
  }
}
