package dev.baton.lease.shell;

import dev.baton.lease.core.KeeperEffect;
import dev.baton.lease.core.KeeperIdentity;
import dev.baton.lease.core.KeeperStart;
import dev.baton.lease.core.SessionKeeper;
import dev.baton.log.BackgroundWarmup;
import dev.baton.log.Delivered;
import dev.baton.log.RetryingAppender;
import dev.baton.log.WireWarmup;
import dev.baton.model.Epoch;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Plays taking and giving through a keeper and the wire format, in memory only, so that the first
 * real move does not wait for classes to be loaded and code to be compiled.
 */
final class KeeperWarmup {
  /** Enough for the JVM to compile what is played (200 calls). */
  private static final int TIMES = 250;

  private static final SessionId SESSION = new SessionId("rehearsal");

  private final KeeperSettings settings;
  private final WireWarmup wire = new WireWarmup();
  private final RetryingAppender facts;
  private final SessionKeeper keeper;
  private long source;

  private KeeperWarmup(KeeperSettings settings) {
    this.settings = settings;
    this.facts = new RetryingAppender((cluster, fact) -> write(fact), 16);
    KeeperIdentity identity =
        new KeeperIdentity(
            settings.cluster(),
            settings.node(),
            settings.install(),
            Enforcement.NFTABLES,
            Duration.ofMillis(1));
    KeeperStart start =
        new KeeperStart(List.of(), Epoch.NONE, Source.NONE, settings.silenceTimeout());
    this.keeper = new SessionKeeper(identity, () -> SESSION, start, 0);
  }

  /**
   * Plays the whole piece.
   *
   * @return how many effects there were; always the same
   */
  static int play(KeeperSettings settings) {
    return new KeeperWarmup(settings).all(TIMES);
  }

  /** Goes on playing now and then, until closed. */
  static BackgroundWarmup warmup(KeeperSettings settings) {
    return BackgroundWarmup.start(
        "keeper-" + settings.cluster(),
        () -> {
          int unused = new KeeperWarmup(settings).all(1);
        });
  }

  private int all(int times) {
    List<KeeperEffect> effects = new ArrayList<>(keeper.onDefinition(definition(), 0));
    effects.addAll(keeper.onClock(0));
    effects.addAll(keeper.onAcknowledged(SESSION, 0, new Position(0), 0));
    for (int time = 1; time <= times; time++) {
      Epoch epoch = new Epoch(time);
      Epoch before = new Epoch(time - 1);
      effects.addAll(
          order(
              new Command.Assign(
                  epoch, settings.node(), SESSION, Command.Ending.RELEASED, before)));
      effects.addAll(order(new Command.Release(epoch, settings.node(), SESSION)));
      facts.append(
          settings.cluster(), new Fact.Acquired(epoch, settings.node(), SESSION, Duration.ZERO));
      facts.append(settings.cluster(), new Fact.Released(epoch, settings.node(), SESSION, true));
    }
    return effects.size();
  }

  private List<KeeperEffect> order(Command command) {
    CommandRecord order =
        new CommandRecord(
            Optional.of(settings.cluster()), new Source(0, new Position(source++), 0), command);
    return wire.order(order) instanceof Delivered.Decoded<CommandRecord> read
        ? keeper.onOrder(read.value(), 0)
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
        List.of(new Binding("rehearsal", new TreeMap<>())),
        Timings.DEFAULT,
        FailoverPolicy.DEFAULT,
        HookPlan.NONE);
  }
}
