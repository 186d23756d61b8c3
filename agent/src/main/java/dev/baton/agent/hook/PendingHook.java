package dev.baton.agent.hook;

import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.command.Command;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Hook;
import dev.baton.model.state.AssignmentState;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.Snapshot;
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
    pending = snapshot.state().assignment().match(new Underway(snapshot.state()));
  }

  /** Takes the next order of the node's cluster, in the log's order. */
  public void take(CommandRecord order) {
    pending = order.command().match(new Taking(order.source().position()));
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
    return isMine(other)
        ? Optional.empty()
        : pending.filter(order -> order.key().hook() == Hook.DEMOTE);
  }

  private static HookOrder order(Epoch epoch, Hook hook, Position since, Duration timeout) {
    return new HookOrder(new HookKey(epoch, hook, since), timeout);
  }

  private final class Taking implements Command.Cases<Optional<HookOrder>> {
    private final Position since;

    Taking(Position since) {
      this.since = since;
    }

    @Override
    public Optional<HookOrder> release(Command.Release command) {
      return pending.filter(order -> order.key().hook() == Hook.DEMOTE);
    }

    @Override
    public Optional<HookOrder> assign(Command.Assign command) {
      return movedTo(command.node());
    }

    @Override
    public Optional<HookOrder> demote(Command.Demote command) {
      return isMine(command.node())
          ? Optional.of(order(command.epoch(), Hook.DEMOTE, since, command.timeout()))
          : movedTo(command.node());
    }

    @Override
    public Optional<HookOrder> promote(Command.Promote command) {
      return isMine(command.node())
          ? Optional.of(order(command.epoch(), Hook.PROMOTE, since, command.timeout()))
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
    public Optional<HookOrder> undefine(Command.Undefine command) {
      return pending;
    }

    @Override
    public Optional<HookOrder> tick(Command.Tick command) {
      return pending;
    }
  }

  private final class Underway implements AssignmentState.Cases<Optional<HookOrder>> {
    private final ClusterState state;

    Underway(ClusterState state) {
      this.state = state;
    }

    @Override
    public Optional<HookOrder> promoting(AssignmentState.Promoting assignment) {
      return isMine(assignment.node())
          ? timeout(Hook.PROMOTE)
              .map(most -> order(state.epoch().next(), Hook.PROMOTE, assignment.since(), most))
          : overdueDemote();
    }

    @Override
    public Optional<HookOrder> demoting(AssignmentState.Demoting assignment) {
      return isMine(assignment.node()) ? demote(assignment.since()) : Optional.empty();
    }

    @Override
    public Optional<HookOrder> unassigned(AssignmentState.Unassigned assignment) {
      return overdueDemote();
    }

    @Override
    public Optional<HookOrder> held(AssignmentState.Held assignment) {
      return Optional.empty();
    }

    @Override
    public Optional<HookOrder> releasing(AssignmentState.Releasing assignment) {
      return Optional.empty();
    }

    @Override
    public Optional<HookOrder> suspended(AssignmentState.Suspended assignment) {
      return Optional.empty();
    }

    /** The script of a node that was waited out is ordered, but not waited for. */
    private Optional<HookOrder> overdueDemote() {
      return state.demoted() && state.lastHolder().filter(PendingHook.this::isMine).isPresent()
          ? demote(Position.NONE)
          : Optional.empty();
    }

    private Optional<HookOrder> demote(Position since) {
      return timeout(Hook.DEMOTE).map(most -> order(state.epoch(), Hook.DEMOTE, since, most));
    }

    private Optional<Duration> timeout(Hook hook) {
      return state
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
