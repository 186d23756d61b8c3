package dev.baton.simulation;

import dev.baton.arbiter.fold.Result;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import dev.baton.model.Source;
import dev.baton.model.command.Command;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.FactRecord;
import java.util.TreeMap;

/**
 * Each assignment has an epoch above the last, every number belongs to one session, and what
 * readers take of them never falls back.
 */
final class EpochsRise implements Invariant {
  private final TreeMap<Epoch, SessionId> owners = new TreeMap<>();
  private final TreeMap<Epoch, NodeId> nodes = new TreeMap<>();
  private Epoch derived = Epoch.NONE;
  private Epoch taken = Epoch.NONE;
  private Source last = Source.NONE;

  @Override
  public void appended(FactRecord entry, Result result) {
    for (CommandRecord order : result.orders()) {
      if (order.command() instanceof Command.Assign assign) {
        // The same epoch again: ordered again to the same session, which had not read it.
        if (derived.isAfter(assign.epoch())) {
          throw new Violation(this, assign + " follows epoch " + derived);
        }
        derived = assign.epoch();
        if (assign.ended() == Command.Ending.CARRIED) {
          carry(assign);
        }
        own(assign.epoch(), assign.session(), assign);
        nodes.put(assign.epoch(), assign.node());
      }
      if (order.command() instanceof Command.Next next) {
        if (!next.epoch().isAfter(derived)) {
          throw new Violation(this, next + " follows epoch " + derived);
        }
        own(next.epoch(), next.session(), next);
      }
    }
  }

  /** Rule H: an epoch passes on to another session of its node, and of no other. */
  private void carry(Command.Assign assign) {
    if (!assign.node().equals(nodes.get(assign.epoch()))) {
      throw new Violation(this, assign + " is carried to another node");
    }
    owners.put(assign.epoch(), assign.session());
  }

  private void own(Epoch epoch, SessionId session, Command command) {
    SessionId owner = owners.computeIfAbsent(epoch, unknown -> session);
    if (!owner.equals(session)) {
      throw new Violation(this, command + ": that number is " + owner + "'s");
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
