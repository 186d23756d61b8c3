package dev.baton.codec;

import dev.baton.model.ClusterId;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Fact;
import dev.baton.model.state.Snapshot;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/**
 * Arbitraries for everything that goes over the wire. Values keep to the model's ranges; texts are
 * well-formed Unicode; numbers that count are 0 or more.
 */
public final class AnyRecord {

  private AnyRecord() {}

  /** Cluster names. */
  public static Arbitrary<ClusterId> cluster() {
    return Arbitraries.randomValue(random -> new DrawModel(new Draw(random)).cluster());
  }

  /** Facts of every kind that belongs to a cluster; a definition is the given cluster's. */
  public static Arbitrary<Fact> clusterFact(ClusterId cluster) {
    return Arbitraries.randomValue(random -> new DrawRecords(new Draw(random)).fact(cluster));
  }

  /** Facts of every kind that belongs to a partition. */
  public static Arbitrary<Fact> partitionFact() {
    return Arbitraries.randomValue(random -> new DrawRecords(new Draw(random)).partitionFact());
  }

  /** Orders with commands of every kind. */
  public static Arbitrary<CommandRecord> order() {
    return Arbitraries.randomValue(random -> new DrawRecords(new Draw(random)).order());
  }

  /** Audit lines. */
  public static Arbitrary<AuditEntry> audit() {
    return Arbitraries.randomValue(random -> new DrawRecords(new Draw(random)).audit());
  }

  /** Snapshots with every kind of assignment. */
  public static Arbitrary<Snapshot> snapshot() {
    return Arbitraries.randomValue(random -> new DrawState(new Draw(random)).snapshot());
  }
}
