package dev.baton.arbiter.fold;

import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.Source;
import dev.baton.model.command.Command.Assign;
import dev.baton.model.command.Command.Ending;
import dev.baton.model.command.Command.Release;
import dev.baton.model.command.Command.Tick;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.Fact.Released;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.state.PartitionState;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The orders of a partition as a node may act on them: those that the leader wrote and, ahead of
 * them, those that the node derives from the same events by the same fold (rule F). What is handed
 * out keeps the order in which it derives; a reader drops what it has taken, as always.
 *
 * <p>A node assigns itself only on the word of a holder that held until that very moment. Any other
 * assignment to it, and what derives after that, waits until the leader has written it: whoever
 * derives from a log that lost acknowledged records may not know of a holder that arbiters know of.
 * When it learns of such a loss it hands out what the leader writes and nothing else any more.
 * Deterministic, used by one thread.
 */
public final class Forerunner {
  /** More is only derived while no leader writes. */
  private static final int MOST_WAITING = 10_000;

  private final NodeId node;
  private final Deque<Derived> waiting = new ArrayDeque<>();
  private Source written = Source.NONE;
  private Position ticked = Position.NONE;
  private Optional<FoldReplica> fold;
  private Optional<CommandRecord> ownAhead = Optional.empty();
  private Source handedOut = Source.NONE;

  /** An order that the leader has not written yet, and whether it need not be waited for. */
  private record Derived(CommandRecord order, boolean free) {}

  /**
   * Begins where the fold stands.
   *
   * @param node whose orders have to be looked at twice
   * @param fold restored no later than the state that the orders' reader begins with
   */
  public Forerunner(NodeId node, FoldReplica fold) {
    this.node = node;
    this.fold = Optional.of(fold);
  }

  /** Tells whether it still derives. */
  public boolean derives() {
    return fold.isPresent();
  }

  /** Tells whether something derived may be acted on only when the leader has written it. */
  public boolean awaitsLeader() {
    return !waiting.isEmpty();
  }

  /**
   * Takes the next event.
   *
   * @return orders to act on now
   * @throws IllegalStateException when the fold fails, for example because the log asks for rules
   *     that are not known here; from then on nothing is derived
   */
  public List<CommandRecord> onEvent(FactRecord entry) {
    return fold.map(live -> derive(live, entry)).orElse(List.of());
  }

  /**
   * Takes note that this node has handed a fact to the log, where it will stand soon.
   *
   * <p>Only what makes this node let go is foreseen: that is safe whatever comes in between.
   * Nothing is while an order has to wait for the leader, which is older than what is foreseen.
   *
   * @param when about when the log will have it
   * @return orders to act on now, each at the {@link Source#endOf end} of what was folded so far,
   *     so that none that derives from the log is passed over by it
   * @throws IllegalStateException as {@link #onEvent}; nothing is given up by that
   */
  public List<CommandRecord> foresee(ClusterId cluster, Fact fact, Instant when) {
    if (fold.isEmpty() || awaitsLeader()) {
      return List.of();
    }
    FoldReplica live = fold.orElseThrow();
    PartitionState now = live.model().partition();
    Source here = Source.endOf(now.generation(), now.folded());
    return live.suppose(cluster, fact, when).orders().stream()
        .filter(order -> order.command() instanceof Release release && release.node().equals(node))
        .map(order -> new CommandRecord(order.cluster(), here, order.command()))
        .toList();
  }

  /** Moves on over an event that could not be decoded. */
  public void onMalformedEvent(Position position) {
    fold.ifPresent(live -> live.skip(position));
  }

  /** Takes note that the commands are shorter than what was read of them (rule B). */
  public void onCommandsTruncated() {
    stop();
  }

  /**
   * Takes note that the events end there, and had been read further (rule B). If this node has
   * assigned itself by one of those that are lost, and no leader has written that yet, it is the
   * only one that is sure to know. It lets go, so that the log is told.
   *
   * @return orders to act on now
   */
  public List<CommandRecord> onEventsTruncated(long offset) {
    stop();
    Optional<CommandRecord> lost =
        ownAhead.filter(own -> own.source().position().offset() >= offset);
    ownAhead = Optional.empty();
    return lost.map(this::letGoOf).stream().toList();
  }

  private CommandRecord letGoOf(CommandRecord own) {
    Assign assign = (Assign) own.command();
    return new CommandRecord(
        own.cluster(),
        Source.endOf(handedOut.generation(), handedOut.position()),
        new Release(assign.epoch(), assign.node(), assign.session()));
  }

  /**
   * Takes an order that the leader wrote, or its tick.
   *
   * @return orders to act on now, the one given first
   */
  public List<CommandRecord> onCommand(CommandRecord order) {
    List<CommandRecord> out = new ArrayList<>();
    out.add(order);
    if (order.command() instanceof Tick tick) {
      ticked = tick.foldedUpTo().isAfter(ticked) ? tick.foldedUpTo() : ticked;
    } else if (order.source().isAfter(written)) {
      written = order.source();
    }
    waiting.removeIf(derived -> isWritten(derived.order()));
    ownAhead = ownAhead.filter(own -> !isWritten(own));
    handOut(out);
    return out;
  }

  /** A leader writes in order, and ticks after what it has written. */
  private boolean isWritten(CommandRecord derived) {
    return !derived.source().isAfter(written) || !derived.source().position().isAfter(ticked);
  }

  private List<CommandRecord> derive(FoldReplica live, FactRecord entry) {
    List<CommandRecord> out = new ArrayList<>();
    long generation = live.model().partition().generation();
    try {
      live.apply(entry).orders().stream()
          .filter(order -> !isWritten(order))
          .forEach(order -> waiting.add(new Derived(order, isFree(order, entry.fact()))));
    } catch (IllegalStateException e) {
      stop();
      throw e;
    }
    // Whatever told of the loss, a gap or a keepalive: from here on folds may differ.
    if (live.model().partition().generation() != generation || waiting.size() > MOST_WAITING) {
      stop();
    } else if (asksForOtherRules(live, entry.fact())) {
      stop();
    }
    handOut(out);
    return out;
  }

  /** Arbiters may know rules that are not known here. */
  private static boolean asksForOtherRules(FoldReplica live, Fact fact) {
    return fact instanceof Fact.FoldVersion rules
        && rules.version() > live.model().partition().foldVersion();
  }

  private void handOut(List<CommandRecord> out) {
    while (!waiting.isEmpty() && waiting.getFirst().free()) {
      CommandRecord order = waiting.removeFirst().order();
      handedOut = order.source();
      if (isOwn(order)) {
        ownAhead = Optional.of(order);
      }
      out.add(order);
    }
  }

  private boolean isOwn(CommandRecord order) {
    return order.command() instanceof Assign assign && assign.node().equals(node);
  }

  private boolean isFree(CommandRecord order, Fact cause) {
    if (!isOwn(order)) {
      return true;
    }
    Assign assign = (Assign) order.command();
    return assign.ended() == Ending.RELEASED
        && cause instanceof Released released
        && released.held()
        && released.epoch().equals(assign.predecessor());
  }

  private void stop() {
    fold = Optional.empty();
    waiting.clear();
  }
}
