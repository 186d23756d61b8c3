package dev.baton.arbiter.server.shell;

import dev.baton.arbiter.server.core.Effect;
import dev.baton.log.EventLog;
import dev.baton.model.Position;
import dev.baton.model.command.Command.Tick;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Fact;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Carries out what a runner wants done; returns where to begin again, if that is asked for. */
final class Effects implements Effect.Cases<Optional<OptionalLong>> {
  private static final Logger LOG = LoggerFactory.getLogger(Effects.class);

  /** Between attempts to report a gap. */
  private static final Duration GAP_RETRY = Duration.ofMillis(500);

  private final EventLog log;
  private final int partition;
  private final Inbox inbox;
  private final Outstanding outstanding;
  private final AuditLoop audit;

  Effects(EventLog log, int partition, Inbox inbox, Outstanding outstanding, AuditLoop audit) {
    this.log = log;
    this.partition = partition;
    this.inbox = inbox;
    this.outstanding = outstanding;
    this.audit = audit;
  }

  @Override
  public Optional<OptionalLong> appendFact(Effect.AppendFact effect) {
    CompletionStage<Position> appended =
        effect
            .cluster()
            .map(cluster -> log.append(cluster, effect.fact()))
            .orElseGet(() -> log.appendToPartition(partition, effect.fact()));
    outstanding
        .track(appended)
        .whenComplete(
            (position, failure) -> {
              if (failure != null) {
                givenUp(effect, failure);
              } else if (effect.fact() instanceof Fact.Beat beat) {
                inbox.answer((runner, now) -> runner.onBeatAcked(beat.sequence(), now));
              }
            });
    return Optional.empty();
  }

  private void givenUp(Effect.AppendFact effect, Throwable failure) {
    LOG.atDebug()
        .addKeyValue("partition", partition)
        .addKeyValue("fact", effect.fact())
        .setCause(failure)
        .log("append given up");
    inbox.answer((runner, now) -> runner.onAppendFailed(effect.cluster(), effect.fact(), now));
    if (effect.fact() instanceof Fact.LogLoss && !outstanding.isEnding()) {
      // The runner that noticed the loss may be gone; it must not be forgotten with it.
      CompletableFuture.delayedExecutor(GAP_RETRY.toMillis(), TimeUnit.MILLISECONDS)
          .execute(() -> appendFact(effect));
    }
  }

  @Override
  public Optional<OptionalLong> writeOrder(Effect.WriteOrder effect) {
    CommandRecord order = effect.order();
    outstanding
        .track(log.write(partition, order))
        .whenComplete(
            (position, failure) -> {
              if (failure != null) {
                // A lost tick is missed by nobody; in an outage there are ten of them a second.
                LOG.atLevel(order.command() instanceof Tick ? Level.DEBUG : Level.WARN)
                    .addKeyValue("partition", partition)
                    .addKeyValue("source", order.source())
                    .setCause(failure)
                    .log("write of a command given up");
                inbox.answer((runner, now) -> runner.onWriteFailed(order, now));
              }
            });
    if (!(order.command() instanceof Tick)) {
      LOG.atInfo()
          .addKeyValue("partition", partition)
          .addKeyValue("cluster", order.cluster().map(Object::toString).orElse(""))
          .addKeyValue("source", order.source())
          .addKeyValue("command", order.command())
          .log("command sent");
    }
    return Optional.empty();
  }

  @Override
  public Optional<OptionalLong> becameLeader(Effect.BecameLeader effect) {
    LOG.atInfo()
        .addKeyValue("partition", partition)
        .addKeyValue("term", effect.term())
        .log("leads the partition");
    audit.lead();
    return Optional.empty();
  }

  @Override
  public Optional<OptionalLong> stoodDown(Effect.StoodDown effect) {
    LOG.atInfo()
        .addKeyValue("partition", partition)
        .addKeyValue("term", effect.term())
        .addKeyValue("why", effect.why())
        .log("leads the partition no more");
    audit.standDown();
    return Optional.empty();
  }

  @Override
  public Optional<OptionalLong> refold(Effect.Refold effect) {
    LOG.atWarn()
        .addKeyValue("partition", partition)
        .addKeyValue("truncatedAt", effect.truncatedAt())
        .log("begins again from the committed state");
    return Optional.of(effect.truncatedAt());
  }
}
