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
 * Reads a series of commands and picks the script that still has to run.
 *
 * <p>An agent that was away reads the commands that it missed. It must not carry out an order that
 * a later one has replaced: a promote script that starts when another node is the holder makes two
 * primaries. Any later command that moves the VIPs replaces a promote order. Only a command that
 * makes this node the holder again replaces a demote order: a late demotion is still right, a
 * missing one is not.
 */
public final class PendingHook {

  private final NodeId node;
  private Optional<HookOrder> pending = Optional.empty();

  /** Starts with nothing to run on that node. */
  public PendingHook(NodeId node) {
    this.node = node;
  }

  /**
   * Takes the order that is under way by a snapshot. Its command is before the offset from which
   * commands are read, so it would be missed otherwise.
   */
  public void restore(Snapshot snapshot) {
    pending = snapshot.state().assignment().match(new Underway(snapshot.state()));
  }

  /** Takes the next command of the node's cluster, in the log's order. */
  public void take(CommandRecord order) {
    pending = order.command().match(new Taking(order.source().position()));
  }

  /** Returns the order to run now, if any, and forgets it. */
  public Optional<HookOrder> poll() {
    Optional<HookOrder> polled = pending;
    pending = Optional.empty();
    return polled;
  }

  private boolean isMine(NodeId other) {
    return other.equals(node);
  }

  /** When another node takes over, a pending demotion stays and a pending promotion is dropped. */
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
    public Optional<HookOrder> next(Command.Next command) {
      return pending;
    }

    @Override
    public Optional<HookOrder> peers(Command.Peers command) {
      return pending;
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

    /** The arbiter has stopped waiting for this demotion, but its script must still run. */
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
