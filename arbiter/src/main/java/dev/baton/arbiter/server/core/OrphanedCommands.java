package dev.baton.arbiter.server.core;

import dev.baton.arbiter.fold.FoldReplica;
import dev.baton.arbiter.fold.PartitionModel;
import dev.baton.arbiter.server.core.Effect.AppendFact;
import dev.baton.model.ArbiterId;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.Ranges;
import dev.baton.model.Source;
import dev.baton.model.command.Command;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.Operation;
import dev.baton.model.fact.OrphanedEpoch;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.Definitions;
import dev.baton.model.state.PartitionState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Rule B: commands that stand in the commands topic although the events from which they derive are
 * lost. Keepers may have read them and not have reported it yet. So an epoch found there must not
 * be used again, and a definition found there is handed in again for its author. If the fold does
 * not know a command's generation, what told of the loss before is lost itself, and a gap begins:
 * readers that took the command would drop all that derives in the fold's generation. All this
 * happens once the fold has passed the position from which the command came.
 */
final class OrphanedCommands {
  private final ArbiterId arbiter;
  private final FoldReplica fold;
  private final SortedMap<ClusterId, Found<Epoch>> epochs = new TreeMap<>();
  private final SortedMap<ClusterId, SortedMap<Long, Found<Command>>> definitions = new TreeMap<>();
  private Optional<Source> latest = Optional.empty();
  private Optional<Source> lost;
  private List<AppendFact> reported = List.of();

  private record Found<T>(T what, Source source) {

    /** Tells whether a fold at that position would contain it if nothing had been lost. */
    boolean passedBy(PartitionState folded) {
      if (source.generation() != folded.generation()) {
        return source.generation() < folded.generation();
      }
      return !source.position().isAfter(folded.folded());
    }
  }

  OrphanedCommands(ArbiterId arbiter, FoldReplica fold) {
    this.arbiter = arbiter;
    this.fold = fold;
    lost = fold.lost();
  }

  /** Takes a command that stands in the commands topic, with its offset there. */
  void read(CommandRecord order, long offset) {
    order.cluster().ifPresent(cluster -> take(cluster, order.command(), order.source()));
    long known = latest.map(Source::generation).orElse(0L);
    if (Ranges.isLaterGeneration(known, order.source().generation())) {
      latest = Optional.of(order.source());
    }
    boolean later = lost.filter(of -> !order.source().isAfter(of)).isEmpty();
    if (later && fold.isBeyondEvents(order.source(), offset)) {
      lost = Optional.of(order.source());
    }
  }

  private void take(ClusterId cluster, Command command, Source source) {
    if (command instanceof Command.Assign assign) {
      take(cluster, assign.epoch(), source);
    } else if (command instanceof Command.Next next) {
      take(cluster, next.epoch(), source);
    } else if (command instanceof Command.Define define) {
      take(cluster, define.definition().version(), new Found<>(define, source));
    } else if (command instanceof Command.Undefine undefine) {
      take(cluster, undefine.version(), new Found<>(undefine, source));
    }
  }

  private void take(ClusterId cluster, Epoch epoch, Source source) {
    epochs.merge(
        cluster,
        new Found<>(epoch, source),
        (before, now) -> now.what().isAfter(before.what()) ? now : before);
  }

  private void take(ClusterId cluster, long version, Found<Command> found) {
    definitions.computeIfAbsent(cluster, none -> new TreeMap<>()).putIfAbsent(version, found);
  }

  /**
   * Returns the facts to append. It returns each of them once, and again if its append was given
   * up.
   *
   * <p>Only a leader reports a generation. Folds may differ after a loss until all keepalives are
   * heard, and a standby arbiter must not take what the leader knows for lost.
   */
  List<Effect> reports(boolean leading) {
    PartitionModel model = fold.model();
    if (isNothingFound(model.partition())) {
      return List.of();
    }
    List<AppendFact> lacking = lacking(model);
    lacking.removeIf(report -> !leading && report.fact() instanceof Fact.LogLoss);
    lostFacts(model.partition()).ifPresent(lacking::add);
    List<Effect> reports = new ArrayList<>(lacking);
    reports.removeAll(reported);
    reported = lacking;
    return reports;
  }

  /** Tells whether something found is not in the fold yet. */
  boolean any() {
    PartitionModel model = fold.model();
    return !isNothingFound(model.partition()) && anyLacks(model);
  }

  private boolean anyLacks(PartitionModel model) {
    return lostFacts(model.partition()).isPresent() || !lacking(model).isEmpty();
  }

  /** Nearly always so. */
  private boolean isNothingFound(PartitionState folded) {
    return epochs.isEmpty()
        && definitions.isEmpty()
        && lost.isEmpty()
        && reported.isEmpty()
        && latest
            .filter(of -> Ranges.isLaterGeneration(folded.generation(), of.generation()))
            .isEmpty();
  }

  /** A report was given up; it is made again. Of a gap the shell makes sure by itself. */
  void failed(Fact fact) {
    reported =
        reported.stream()
            .filter(report -> fact instanceof Fact.LogLoss || !report.fact().equals(fact))
            .toList();
  }

  private List<AppendFact> lacking(PartitionModel model) {
    forgetExplained(model);
    List<AppendFact> lacking = new ArrayList<>();
    lostGeneration(model.partition())
        .ifPresent(fact -> lacking.add(new AppendFact(Optional.empty(), fact)));
    definitions.forEach(
        (cluster, found) ->
            lost(model, cluster, found)
                .ifPresent(fact -> lacking.add(new AppendFact(Optional.of(cluster), fact))));
    epochs.forEach(
        (cluster, found) -> {
          if (found.passedBy(model.partition()) && takes(state(model, cluster), found.what())) {
            Fact fact = new OrphanedEpoch(arbiter, found.what());
            lacking.add(new AppendFact(Optional.of(cluster), fact));
          }
        });
    return lacking;
  }

  /**
   * A fact is lost from which a command derives, or which a snapshot contains. The commands of
   * later facts at the same positions would be taken for written, so a gap begins, unless one of
   * the facts that stand tells of the loss.
   */
  private Optional<AppendFact> lostFacts(PartitionState folded) {
    return lost.filter(source -> isSinceTheLastLoss(folded.generation(), source.generation()))
        .filter(source -> folded.folded().offset() >= fold.eventsEnd() - 1)
        .map(source -> new Fact.LogLoss(arbiter, source.position(), source.generation()))
        .map(fact -> new AppendFact(Optional.empty(), fact));
  }

  private static boolean isSinceTheLastLoss(long known, long generation) {
    return generation == known || Ranges.isLaterGeneration(known, generation);
  }

  private Optional<Fact> lostGeneration(PartitionState folded) {
    return latest
        .filter(found -> Ranges.isLaterGeneration(folded.generation(), found.generation()))
        .filter(found -> !found.position().isAfter(folded.folded()))
        .map(found -> new Fact.LogLoss(arbiter, found.position(), found.generation()));
  }

  /** Does not wait for a fold that would not accept the report. */
  private static boolean takes(ClusterState state, Epoch epoch) {
    return state.quarantine().isEmpty()
        && Ranges.isBelievable(state.epoch().value(), epoch.value());
  }

  /**
   * Forgets what the fold explains by now. Epochs and versions only rise, so nearly always nothing
   * is left.
   */
  private void forgetExplained(PartitionModel model) {
    epochs
        .entrySet()
        .removeIf(entry -> !entry.getValue().what().isAfter(given(state(model, entry.getKey()))));
    definitions.forEach(
        (cluster, found) -> {
          Definitions known = state(model, cluster).definitions();
          found.headMap(known.latestVersion() + 1).clear();
        });
    definitions.values().removeIf(found -> found.isEmpty());
  }

  private static Epoch given(ClusterState state) {
    return Epoch.max(state.epoch(), state.succession().given());
  }

  private Optional<Fact> lost(
      PartitionModel model, ClusterId cluster, SortedMap<Long, Found<Command>> found) {
    return found.entrySet().stream()
        .findFirst()
        .filter(next -> state(model, cluster).quarantine().isEmpty())
        .filter(next -> next.getValue().passedBy(model.partition()))
        .filter(next -> follows(state(model, cluster), next.getValue().what()))
        .map(next -> again(next.getKey(), next.getValue().what()));
  }

  /** A definition waits for the one before it, unless it took its place. */
  private static boolean follows(ClusterState state, Command next) {
    Definitions known = state.definitions();
    if (next instanceof Command.Define define) {
      ClusterDefinition lost = define.definition();
      return !known.undefining()
          && lost.version() <= state.nextVersion(lost.members())
          && (define.override() || known.pending().isEmpty());
    }
    return !known.undefining();
  }

  private Fact again(long version, Command lost) {
    String id = "found-again-" + version;
    return lost instanceof Command.Define define
        ? new Fact.Defined(id, arbiter.value(), define.definition(), define.override())
        : new Fact.Request(id, arbiter.value(), new Operation.Undefine(version));
  }

  private static ClusterState state(PartitionModel model, ClusterId cluster) {
    return model.clusters().get(cluster).orElseGet(() -> ClusterState.empty(cluster));
  }
}
