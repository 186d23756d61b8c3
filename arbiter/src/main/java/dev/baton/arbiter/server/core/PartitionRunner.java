package dev.baton.arbiter.server.core;

import dev.baton.arbiter.fold.FoldReplica;
import dev.baton.arbiter.fold.PartitionModel;
import dev.baton.arbiter.fold.Result;
import dev.baton.arbiter.fold.Waits;
import dev.baton.arbiter.server.core.Effect.AppendFact;
import dev.baton.arbiter.server.core.Effect.StandDown;
import dev.baton.arbiter.server.core.Effect.WriteOrder;
import dev.baton.model.ClusterId;
import dev.baton.model.Position;
import dev.baton.model.Source;
import dev.baton.model.command.Command.Tick;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.fact.OrphanedEpoch;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.PartitionState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One arbiter's work on one partition, without its IO: records, acknowledgements and the monotonic
 * clock go in, effects come out. Deterministic. Used by one thread; the clock never goes back.
 *
 * <p>It folds every event, whether it leads or not. A leader writes each derived command at once.
 * Every runner remembers the commands that it has not read back from the commands topic, and one
 * that takes over writes them again; readers drop what they have taken. Any runner appends the end
 * of a wait, the leader first.
 */
public final class PartitionRunner {
  private final RunnerSettings settings;
  private final FoldReplica fold;
  private final Waits waits = new Waits();
  private final Totals totals = new Totals();
  private final UnconfirmedCommands outbox;
  private final OrphanedCommands unexplained;
  private final Leadership leadership;
  private final Attention attention;
  private List<Effect> effects = new ArrayList<>();
  private boolean unsure;
  private boolean reported;
  private boolean finished;
  private Optional<Long> rewriteAt = Optional.empty();
  private long malformed;
  private PartitionState refolded = PartitionState.EMPTY;
  private OptionalInt leaderEpoch = OptionalInt.empty();

  /**
   * Begins where the fold stands; events are to be read from {@code fold.eventsFrom()}, commands
   * from {@code fold.commandsFrom()}.
   *
   * @param now the monotonic clock in ns, as everywhere here
   */
  public PartitionRunner(RunnerSettings settings, FoldReplica fold, long now) {
    this.settings = settings;
    this.fold = fold;
    outbox = new UnconfirmedCommands(fold.commandsFrom());
    unexplained = new OrphanedCommands(settings.arbiter(), fold);
    leadership = new Leadership(settings, now);
    attention = new Attention(new LogRoundTrip(settings, now), totals, waits, outbox, leadership);
    fold.model().clusters().forEach(state -> ask(state, now));
  }

  /**
   * Takes up what an earlier runner of this process learnt: gaps up to there were refolded. After a
   * further loss, a gap of a later generation may stand before that position.
   */
  public void refoldedUpTo(PartitionState reached) {
    refolded = reached;
  }

  /** Takes an event of a log without leader epochs. */
  public List<Effect> onEvent(FactRecord entry, long now) {
    return onEvent(entry, OptionalInt.empty(), now);
  }

  /**
   * Takes an event that was read.
   *
   * @param epoch the leader epoch in which the brokers took it, where the log has such epochs
   */
  public List<Effect> onEvent(FactRecord entry, OptionalInt epoch, long now) {
    return handle(
        now,
        () -> {
          brokers(epoch, now);
          fold(entry, now);
        });
  }

  /**
   * When another broker leads the events' partition, keepalives that the last one acknowledged may
   * be lost before anybody read them. So every session gets its time anew (rule E).
   */
  private void brokers(OptionalInt epoch, long now) {
    if (epoch.isPresent() && !epoch.equals(leaderEpoch)) {
      leaderEpoch = epoch;
      waits.restart(now);
    }
  }

  private void fold(FactRecord entry, long now) {
    Result result = fold.apply(entry);
    outbox.beginGeneration(result.next().partition().generation());
    List<CommandRecord> unwritten = outbox.derived(result.orders());
    if (leadership.leading()) {
      unwritten.forEach(order -> effects.add(new WriteOrder(order)));
    }
    if (entry.fact() instanceof OrphanedEpoch found) {
      reported = reported || found.arbiter().equals(settings.arbiter());
    }
    attention.read(entry.fact(), now);
    entry.cluster().ifPresentOrElse(cluster -> askAgain(cluster, now), () -> own(entry, now));
  }

  private void askAgain(ClusterId cluster, long now) {
    fold.model().clusters().get(cluster).ifPresent(state -> ask(state, now));
  }

  private void ask(ClusterState state, long now) {
    totals.changed(waits.ask(state, now), state);
  }

  /** The partition's own facts. */
  private void own(FactRecord entry, long now) {
    if (entry.fact() instanceof Fact.LogLoss) {
      unsure = unsure || !isRefolded(entry.position());
      fold.model().clusters().forEach(state -> ask(state, now));
    }
  }

  private boolean isRefolded(Position gap) {
    return !gap.isAfter(refolded.folded())
        && fold.model().partition().generation() <= refolded.generation();
  }

  /** Takes an event that could not be decoded. */
  public List<Effect> onMalformedEvent(Position position, long now) {
    return handle(
        now,
        () -> {
          malformed++;
          fold.skip(position);
        });
  }

  /** The events are shorter than what was read of them (rule B). */
  public List<Effect> onEventsTruncated(long offset, long readUpTo, long now) {
    return handle(
        now,
        () -> {
          reportGap(new Position(Math.max(readUpTo - 1, -1)));
          refold(OptionalLong.of(offset), now);
        });
  }

  /** The commands are shorter than what was read of them (rule B). */
  public List<Effect> onCommandsTruncated(long now) {
    return handle(
        now,
        () -> {
          leadership.truncated();
          reportGap(fold.model().partition().folded());
        });
  }

  /**
   * Learns what the committed state contains, now that no earlier writer can add to it. An arbiter
   * that starts now may fold something else than this runner if committed state was lost, so that
   * it contains less than what this runner began with, or if it contains events that this runner
   * never had because they were lost (rule B). Then this runner begins again with the others.
   *
   * @param divergence the first event that is lost of those that the committed state contains
   */
  public List<Effect> onClaimed(Source committed, OptionalLong divergence, long now) {
    return handle(
        now,
        () -> {
          if (fold.begun().isAfter(committed)) {
            refold(OptionalLong.empty(), now);
          } else if (divergence.isPresent() && committed.isAfter(fold.begun())) {
            reportGap(committed.position());
            refold(divergence, now);
          }
        });
  }

  private void reportGap(Position reached) {
    long known = fold.model().partition().generation();
    Fact gap = new Fact.LogLoss(settings.arbiter(), reached, known);
    effects.add(new AppendFact(Optional.empty(), gap));
  }

  private void refold(OptionalLong truncatedAt, long now) {
    standDown(StandDown.REFOLDS, now);
    finished = true;
    effects.add(new Effect.Refold(truncatedAt));
  }

  /** Takes a command that was read, with its offset in the commands topic. */
  public List<Effect> onCommand(CommandRecord order, long offset, long now) {
    return handle(
        now,
        () -> {
          if (order.command() instanceof Tick tick) {
            outbox.passed(offset);
            leadership
                .read(tick, fold.model().partition().folded(), now)
                .ifPresent(why -> standDown(why, now));
          } else {
            outbox.read(order, offset, fold.model().partition().folded());
            unexplained.read(order, offset);
          }
        });
  }

  /** Takes a command that could not be decoded. */
  public List<Effect> onMalformedCommand(long offset, long now) {
    return handle(
        now,
        () -> {
          malformed++;
          outbox.passed(offset);
        });
  }

  /** A beat was acknowledged. */
  public List<Effect> onBeatAcked(long sequence, long now) {
    return handle(now, () -> attention.acknowledged(sequence));
  }

  /** An append was given up. */
  public List<Effect> onAppendFailed(Optional<ClusterId> cluster, Fact fact, long now) {
    return handle(
        now,
        () -> {
          attention.failed(fact);
          cluster.ifPresent(of -> waits.failed(of, fact));
          unexplained.failed(fact);
        });
  }

  /**
   * A write was given up. Commands that were not read back are written again, in order, an interval
   * later. A tick is not: a leader that reads no tick of its own for too long stands down.
   */
  public List<Effect> onWriteFailed(CommandRecord order, long now) {
    return handle(
        now,
        () -> {
          if (outbox.owes(order.source()) && rewriteAt.isEmpty()) {
            rewriteAt = Optional.of(now + settings.intervalNanos());
          }
        });
  }

  /**
   * Takes the lead from an arbiter that is well, so that arbiters share the partitions. It proves
   * first that it writes, and reads the ends of events and commands; if it cannot do so within ten
   * intervals, nothing happens.
   */
  public List<Effect> onShare(long now) {
    return handle(
        now,
        () -> {
          if (!unsure) {
            attention.share(now);
          }
        });
  }

  /** Lets time pass; to be called at {@link #nextDeadline} at the latest. */
  public List<Effect> onClock(long now) {
    return handle(now, () -> {});
  }

  /** Handles one input: first the time that has passed, then the input, then what is due. */
  private List<Effect> handle(long now, Runnable input) {
    if (finished) {
      return List.of();
    }
    attention.prove(now);
    input.run();
    if (!finished) {
      attention.prove(now);
      attention.beat(now).ifPresent(beat -> effects.add(new AppendFact(Optional.empty(), beat)));
      // Else its fold may lack what the leader's has, and each new epoch would begin a gap.
      if (leadership.leading() || !(unsure || reported)) {
        effects.addAll(unexplained.reports(leadership.leading()));
      }
      lead(now);
      appendDue(now);
    }
    List<Effect> out = List.copyOf(effects);
    effects = new ArrayList<>();
    return out;
  }

  private void lead(long now) {
    if (leadership.isDeaf(now)) {
      standDown(StandDown.OWN_TICKS_UNREAD, now);
    }
    if (attention.shouldTakeOver(now)) {
      takeOver(now);
    }
    if (finished || !leadership.leading()) {
      return;
    }
    if (rewriteAt.filter(at -> at <= now).isPresent()) {
      writeOwed();
    }
    if (attention.isProven()) {
      leadership
          .tick(fold.model().partition().folded(), attention.tickPace(), now)
          .ifPresent(this::write);
    }
  }

  private void takeOver(long now) {
    if (unsure) {
      // Folds may differ because acknowledged records were lost. The committed state decides.
      refold(OptionalLong.empty(), now);
      return;
    }
    leadership.takeOver(now);
    effects.add(new Effect.BecameLeader(leadership.term()));
    writeOwed();
  }

  private void writeOwed() {
    rewriteAt = Optional.empty();
    outbox.pending().forEach(order -> effects.add(new WriteOrder(order)));
  }

  private void write(Tick tick) {
    Source source =
        new Source(fold.model().partition().generation(), fold.model().partition().folded(), 0);
    effects.add(new WriteOrder(new CommandRecord(Optional.empty(), source, tick)));
  }

  private void standDown(StandDown why, long now) {
    if (leadership.leading()) {
      effects.add(new Effect.StoodDown(leadership.term(), why));
      leadership.standDown(now);
    }
  }

  private void appendDue(long now) {
    if (attention.isProven()) {
      waits
          .takeDue(now, attention.stagger(now), attention.isProvenByBeat(now))
          .forEach(wait -> effects.add(new AppendFact(Optional.of(wait.cluster()), wait.fact())));
    }
  }

  /** Returns when {@link #onClock} is to be called at the latest. */
  public long nextDeadline(long now) {
    long next = attention.deadline(now);
    if (attention.isProven()) {
      next =
          Math.min(
              next,
              waits.nextAt(attention.stagger(now), attention.isProvenByBeat(now)).orElse(next));
    }
    return Math.max(next, now);
  }

  /** Returns the model. */
  public PartitionModel model() {
    return fold.model();
  }

  /**
   * Returns what is proven to stand in the commands topic; empty while commands are not read back.
   */
  public Optional<ReadBack> readBack() {
    return unexplained.any()
        ? Optional.empty()
        : outbox.readBack(fold.model().partition().folded());
  }

  /** Returns how it is. */
  public RunnerStatus status(long now) {
    return new RunnerStatus(
        leadership.leading(),
        leadership.term(),
        leadership.leader(),
        fold.model().partition().folded(),
        now - leadership.heardAt(),
        attention.isProven(),
        outbox.pending().size(),
        malformed,
        totals.quarantined());
  }
}
