package dev.baton.arbiter.fold;

import dev.baton.model.ClusterId;
import dev.baton.model.Position;
import dev.baton.model.Ranges;
import dev.baton.model.Source;
import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.audit.AuditEntry.Kind;
import dev.baton.model.audit.AuditRule;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.fact.FoldVersion;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.PartitionState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The fold of a partition (rule Z): the state that follows from the log's prefix, and the outputs
 * that derive from it. Stateless. The same model and record give the same result everywhere.
 */
public final class PartitionFold {
  private final SortedMap<Integer, FoldRules> versions;

  /**
   * Creates a fold with those versions of the rules.
   *
   * @param versions by number, beginning with {@link PartitionState#FIRST_RULES}
   */
  public PartitionFold(SortedMap<Integer, FoldRules> versions) {
    this.versions = new TreeMap<>(versions);
  }

  /** Returns the fold with every version that exists. */
  public static PartitionFold standard() {
    SortedMap<Integer, FoldRules> versions = new TreeMap<>();
    versions.put(PartitionState.FIRST_RULES, FoldRules.FIRST);
    return new PartitionFold(versions);
  }

  /**
   * Folds one record.
   *
   * <p>An exception while a cluster is folded quarantines that cluster (rule Q).
   *
   * @throws IllegalStateException if the record does not stand after what was folded, or if the
   *     model was folded by a version of the rules that is not known here
   */
  public Result apply(PartitionModel model, FactRecord entry) {
    requireNext(model, entry.position());
    return entry.cluster().isPresent()
        ? foldCluster(model, entry, entry.cluster().orElseThrow())
        : foldPartition(model, entry);
  }

  /** Skips a record that could not be decoded. */
  public PartitionModel skip(PartitionModel model, Position position) {
    requireNext(model, position);
    return skipped(model, position);
  }

  private static PartitionModel skipped(PartitionModel model, Position position) {
    return model.with(folded(model.partition(), position));
  }

  private static void requireNext(PartitionModel model, Position position) {
    if (!position.isAfter(model.partition().folded())) {
      throw new IllegalStateException(
          "entry " + position + " is not after " + model.partition().folded());
    }
  }

  private Result foldCluster(PartitionModel model, FactRecord entry, ClusterId cluster) {
    ClusterState before =
        model.clusters().get(cluster).orElseGet(() -> ClusterState.empty(cluster));
    FoldRules rules = rules(model.partition().foldVersion());
    try {
      return fold(model, entry, before, draft(model, entry, before, rules));
    } catch (RuntimeException e) {
      Collector out = new Collector(model, entry, model.partition().generation());
      out.take(quarantined(draft(model, entry, before, rules), entry, e));
      return out.result();
    }
  }

  private static Result fold(
      PartitionModel model, FactRecord entry, ClusterState before, ClusterStateBuilder draft) {
    Fact fact = entry.fact();
    if (draft.quarantine.isPresent() && !Quarantines.isHeard(fact)) {
      return new Result(skipped(model, entry.position()), List.of(), List.of());
    }
    draft.others = model.clusters();
    fact.match(new ClusterFold(draft));
    if (draft.quarantine.isEmpty()) {
      ClusterFold.settle(draft);
      Peers.tell(draft, before.sessions().values());
    }
    Collector out = new Collector(model, entry, draft.generation);
    out.take(draft);
    return out.result();
  }

  /** Rule Q: nothing of what the record began counts. */
  private static ClusterStateBuilder quarantined(
      ClusterStateBuilder before, FactRecord entry, RuntimeException cause) {
    Quarantines.begin(before, entry.fact(), cause);
    return before;
  }

  private static ClusterStateBuilder draft(
      PartitionModel model, FactRecord entry, ClusterState before, FoldRules rules) {
    return new ClusterStateBuilder(
        before, entry.position(), entry.timestamp(), rules, model.partition().generation());
  }

  private FoldRules rules(int version) {
    return Optional.ofNullable(versions.get(version))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "the log is folded by version "
                        + version
                        + " of the rules from here on; this arbiter knows "
                        + versions.keySet()));
  }

  private Result foldPartition(PartitionModel model, FactRecord entry) {
    Fact fact = entry.fact();
    if (fact instanceof Fact.LogLoss gap) {
      return logLoss(model, entry, gap);
    }
    return fact instanceof FoldVersion version
        ? foldVersion(model, entry, version.version())
        : new Result(skip(model, entry.position()), List.of(), List.of());
  }

  private Result logLoss(PartitionModel model, FactRecord entry, Fact.LogLoss gap) {
    PartitionState now = model.partition();
    long known =
        Ranges.isLaterGeneration(now.generation(), gap.generation())
            ? gap.generation()
            : now.generation();
    long generation = ClusterStateBuilder.generationAfter(known, entry.timestamp());
    Collector out = new Collector(model, entry, generation);
    out.note(
        AuditLineBuilder.of(Kind.PARTITION, AuditRule.B, "acknowledged records may have been lost")
            .with(AuditDetail.NOTICED_BY, gap.arbiter())
            .with(AuditDetail.REACHED, gap.reached()));
    FoldRules rules = rules(now.foldVersion());
    for (ClusterState before : model.clusters()) {
      if (before.quarantine().isEmpty()) {
        out.take(logLoss(draft(model, entry, before, rules), gap));
      }
    }
    return out.result();
  }

  /** Of a cluster's state, this reads only which node holds, so that no cluster can break it. */
  private static ClusterStateBuilder logLoss(ClusterStateBuilder draft, Fact.LogLoss gap) {
    gap.match(new ClusterFold(draft));
    return draft;
  }

  private Result foldVersion(PartitionModel model, FactRecord entry, int version) {
    Collector out = new Collector(model, entry, model.partition().generation());
    if (!versions.containsKey(version)) {
      out.note(
          AuditLineBuilder.of(
                  Kind.PARTITION, AuditRule.Z, "rules that are not known here are not followed")
              .with(AuditDetail.VERSION, version)
              .with(AuditDetail.KNOWN, versions.keySet().toString()));
    } else if (version > model.partition().foldVersion()) {
      out.note(
          AuditLineBuilder.of(Kind.PARTITION, AuditRule.Z, "the rules change")
              .with(AuditDetail.FROM, model.partition().foldVersion())
              .with(AuditDetail.TO, version));
      out.foldVersion(version);
    }
    return out.result();
  }

  private static PartitionState folded(PartitionState state, Position position) {
    return new PartitionState(position, state.generation(), state.foldVersion());
  }

  /** Collects the outputs of one record, and numbers them. */
  private static final class Collector {
    private final FactRecord entry;
    private final List<CommandRecord> orders = new ArrayList<>();
    private final List<AuditEntry> audit = new ArrayList<>();
    private PartitionModel next;

    Collector(PartitionModel model, FactRecord entry, long generation) {
      this.entry = entry;
      int foldVersion = model.partition().foldVersion();
      next = model.with(new PartitionState(entry.position(), generation, foldVersion));
    }

    void take(ClusterStateBuilder draft) {
      ClusterState state = draft.state();
      Optional<ClusterId> cluster = Optional.of(draft.cluster);
      draft
          .commands()
          .forEach(
              command -> orders.add(new CommandRecord(cluster, source(orders.size()), command)));
      draft.notes().forEach(note -> add(note, cluster, draft.when));
      if (!isBlank(state) || next.clusters().has(draft.cluster)) {
        next = next.with(state);
      }
    }

    /**
     * Tells whether a state has no content. A mistyped name in a request must not create a cluster.
     */
    private static boolean isBlank(ClusterState state) {
      return state.sessions().isEmpty()
          && state.nodes().isEmpty()
          && state.deadSessions().isEmpty()
          && state.quarantine().isEmpty()
          && isAsAtFirst(state, ClusterState.empty(state.cluster()));
    }

    private static boolean isAsAtFirst(ClusterState state, ClusterState empty) {
      return state.definitions().equals(empty.definitions())
          && state.epoch().equals(empty.epoch())
          && state.assignment().equals(empty.assignment());
    }

    void note(AuditLineBuilder note) {
      add(note, Optional.empty(), entry.timestamp());
    }

    private void add(AuditLineBuilder note, Optional<ClusterId> cluster, Instant when) {
      audit.add(note.entry(cluster, source(audit.size()), when));
    }

    private Source source(int index) {
      return new Source(next.partition().generation(), entry.position(), index);
    }

    void foldVersion(int version) {
      PartitionState state = next.partition();
      next = next.with(new PartitionState(state.folded(), state.generation(), version));
    }

    Result result() {
      return new Result(next, orders, audit);
    }
  }
}
