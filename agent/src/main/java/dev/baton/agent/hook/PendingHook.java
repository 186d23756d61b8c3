package dev.baton.agent.hook;

import dev.baton.model.Command;
import dev.baton.model.Fact.Hook;
import dev.baton.model.NodeId;
import dev.baton.model.Snapshot;
import dev.baton.model.Tenure;
import java.time.Duration;
import java.util.Optional;

/**
 * Picks, out of a stretch of commands that is read in one go, the script that is still to be run.
 *
 * <p>An agent that was away reads what it missed, and must not carry out what has long been
 * overtaken: a promote script that starts when another node is the holder already makes two of
 * them. A promote order is overtaken by any later order that moves the VIPs; a demote order only by
 * one that makes this node the holder again, since to demote late is right and not to demote is
 * not.
 */
public final class PendingHook {

  private final NodeId node;
  private Optional<HookOrder> pending = Optional.empty();

  /** Starts with nothing to run on that node. */
  public PendingHook(NodeId node) {
    this.node = node;
  }

  /**
   * Takes the order that a snapshot says is under way: it stands before the place from which
   * commands are read on, and would be missed otherwise.
   */
  public void restore(Snapshot snapshot) {
    pending = snapshot.state().tenure().match(new Underway(snapshot));
  }

  /** Takes the next command of the node's cluster, in the log's order. */
  public void take(Command command) {
    pending = command.match(new Taking());
  }

  /** Returns what is to be run now, if anything, and forgets it. */
  public Optional<HookOrder> poll() {
    Optional<HookOrder> polled = pending;
    pending = Optional.empty();
    return polled;
  }

  private boolean isMine(NodeId other) {
    return other.equals(node);
  }

  /** The node before may go on demoting; nobody may go on promoting. */
  private Optional<HookOrder> movedTo(NodeId other) {
    return isMine(other) ? Optional.empty() : pending.filter(order -> order.hook() == Hook.DEMOTE);
  }

  private final class Taking implements Command.Cases<Optional<HookOrder>> {
    @Override
    public Optional<HookOrder> release(Command.Release command) {
      return pending.filter(order -> order.hook() == Hook.DEMOTE);
    }

    @Override
    public Optional<HookOrder> assign(Command.Assign command) {
      return movedTo(command.node());
    }

    @Override
    public Optional<HookOrder> demote(Command.Demote command) {
      return isMine(command.node())
          ? Optional.of(new HookOrder(command.epoch(), Hook.DEMOTE, command.timeout()))
          : movedTo(command.node());
    }

    @Override
    public Optional<HookOrder> promote(Command.Promote command) {
      return isMine(command.node())
          ? Optional.of(new HookOrder(command.epoch(), Hook.PROMOTE, command.timeout()))
          : movedTo(command.node());
    }

    @Override
    public Optional<HookOrder> dead(Command.Dead command) {
      return pending;
    }

    @Override
    public Optional<HookOrder> define(Command.Define command) {
      return pending;
    }

    @Override
    public Optional<HookOrder> tick(Command.Tick command) {
      return pending;
    }
  }

  private final class Underway implements Tenure.Cases<Optional<HookOrder>> {
    private final Snapshot snapshot;

    Underway(Snapshot snapshot) {
      this.snapshot = snapshot;
    }

    @Override
    public Optional<HookOrder> promoting(Tenure.Promoting tenure) {
      return timeout(Hook.PROMOTE)
          .filter(timeout -> isMine(tenure.node()))
          .map(timeout -> new HookOrder(snapshot.state().epoch().next(), Hook.PROMOTE, timeout));
    }

    @Override
    public Optional<HookOrder> demoting(Tenure.Demoting tenure) {
      return timeout(Hook.DEMOTE)
          .filter(timeout -> isMine(tenure.node()))
          .map(timeout -> new HookOrder(snapshot.state().epoch(), Hook.DEMOTE, timeout));
    }

    @Override
    public Optional<HookOrder> vacant(Tenure.Vacant tenure) {
      return Optional.empty();
    }

    @Override
    public Optional<HookOrder> held(Tenure.Held tenure) {
      return Optional.empty();
    }

    @Override
    public Optional<HookOrder> releasing(Tenure.Releasing tenure) {
      return Optional.empty();
    }

    @Override
    public Optional<HookOrder> gapped(Tenure.Gapped tenure) {
      return Optional.empty();
    }

    private Optional<Duration> timeout(Hook hook) {
      return snapshot
          .state()
          .definitions()
          .effective()
          .flatMap(
              definition ->
                  switch (hook) {
                    case PROMOTE -> definition.hooks().promote();
                    case DEMOTE -> definition.hooks().demote();
                  });
    }
  }
}
