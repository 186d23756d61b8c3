package dev.baton.lease.shell;

import dev.baton.lease.core.KeeperEffect;
import dev.baton.lease.core.KeeperIdentity;
import dev.baton.lease.core.KeeperStart;
import dev.baton.lease.core.SessionKeeper;
import dev.baton.log.Delivered;
import dev.baton.log.RetryingAppender;
import dev.baton.log.warmup.Warmup;
import dev.baton.log.warmup.WireWarmup;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.Source;
import dev.baton.model.Vip;
import dev.baton.model.command.Command;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.definition.Binding;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.FailoverPolicy;
import dev.baton.model.definition.HookPlan;
import dev.baton.model.definition.Member;
import dev.baton.model.definition.Timings;
import dev.baton.model.fact.Enforcement;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.OpenedBy;
import dev.baton.model.fact.ReleaseReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Takes and releases VIPs with a keeper and the codec, in memory only. The first real move then
 * does not wait for classes to be loaded and code to be compiled.
 */
final class KeeperWarmup implements Warmup.Piece {
  private static final SessionId SESSION = new SessionId("warm-up");

  /** When it plays: so long after its beginning that nothing binds it which came before that. */
  private static final long NOW = Timings.PROMISE.multipliedBy(2).toNanos();

  private static final NodeId OTHER = new NodeId("warm-up-other");

  private final KeeperSettings settings;
  private final WireWarmup wire = new WireWarmup();
  private final RetryingAppender facts;
  private long source;

  KeeperWarmup(KeeperSettings settings) {
    this.settings = settings;
    this.facts = new RetryingAppender((cluster, fact) -> write(fact), 16);
  }

  @Override
  public long play() {
    KeeperIdentity identity =
        new KeeperIdentity(
            settings.cluster(),
            settings.node(),
            settings.install(),
            Enforcement.NFTABLES,
            Duration.ofMillis(1));
    KeeperStart start =
        new KeeperStart(List.of(), Epoch.NONE, Source.NONE, settings.silenceTimeout());
    return play(new SessionKeeper(identity, () -> SESSION, start, 0)).size();
  }

  /**
   * A session starts, takes the VIPs and releases them; then it takes them on their holder's word,
   * and lets go of them because its service is dead.
   */
  private List<KeeperEffect> play(SessionKeeper keeper) {
    List<KeeperEffect> effects = new ArrayList<>(keeper.onDefinition(definition(), NOW));
    effects.addAll(keeper.onClock(NOW));
    effects.addAll(keeper.onAcknowledged(SESSION, 0, new Position(0), NOW));
    NodeId node = settings.node();
    Epoch epoch = new Epoch(1);
    effects.addAll(
        order(keeper, new Command.Peers(List.of(new Command.Peer(node, SESSION, List.of())))));
    Command assign = new Command.Assign(epoch, node, SESSION, Command.Ending.RELEASED, Epoch.NONE);
    effects.addAll(order(keeper, assign));
    effects.addAll(order(keeper, new Command.Release(epoch, node, SESSION)));
    effects.addAll(order(keeper, new Command.Next(epoch.next(), epoch, node, SESSION)));
    effects.addAll(keeper.onWord(epoch, 0, NOW));
    effects.addAll(
        order(
            keeper,
            new Command.Next(
                epoch.next().next(), epoch.next(), OTHER, new SessionId("warm-up-other"))));
    effects.addAll(keeper.onServiceDown(NOW));
    facts.append(
        settings.cluster(),
        new Fact.Acquired(epoch, node, SESSION, Duration.ZERO, Optional.of(OpenedBy.WORD)));
    facts.append(
        settings.cluster(),
        new Fact.Released(epoch, node, SESSION, true, Optional.of(ReleaseReason.UNHEALTHY)));
    return effects;
  }

  private List<KeeperEffect> order(SessionKeeper keeper, Command command) {
    CommandRecord order =
        new CommandRecord(
            Optional.of(settings.cluster()), new Source(0, new Position(source++), 0), command);
    return wire.order(order) instanceof Delivered.Decoded<CommandRecord> read
        ? keeper.onOrder(read.value(), NOW)
        : List.of();
  }

  private CompletionStage<Position> write(Fact fact) {
    Delivered<?> unused = wire.fact(settings.cluster(), fact);
    return CompletableFuture.completedFuture(new Position(0));
  }

  private ClusterDefinition definition() {
    return new ClusterDefinition(
        settings.cluster(),
        1,
        List.of(new Member(settings.node(), 1)),
        List.of(new Vip("192.0.2.1")),
        List.of(new Binding("warm-up", new TreeMap<>())),
        Timings.DEFAULT,
        FailoverPolicy.DEFAULT,
        HookPlan.NONE);
  }
}
