package dev.baton.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.ClusterId;
import dev.baton.model.Position;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.state.Snapshot;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is written is what is read. */
class RoundTripTest {

  private static final ClusterId CLUSTER = new ClusterId("db");

  @Provide
  Arbitrary<Fact> clusterFacts() {
    return AnyRecord.clusterFact(CLUSTER);
  }

  @Provide
  Arbitrary<Fact> partitionFacts() {
    return AnyRecord.partitionFact();
  }

  @Provide
  Arbitrary<CommandRecord> orders() {
    return AnyRecord.order();
  }

  @Provide
  Arbitrary<AuditEntry> lines() {
    return AnyRecord.audit();
  }

  @Provide
  Arbitrary<Snapshot> snapshots() {
    return AnyRecord.snapshot();
  }

  @Property
  void readsEveryFactOfAClusterAsItWasWritten(@ForAll("clusterFacts") Fact fact) {
    EventCodec codec = Records.events();

    FactRecord read =
        codec.decode(Records.delivered(codec.encode(Records.PLACE, Optional.of(CLUSTER), fact)));

    assertThat(read)
        .isEqualTo(
            new FactRecord(
                Optional.of(CLUSTER), new Position(Records.OFFSET), Records.APPENDED, fact));
  }

  @Property
  void readsEveryFactOfAPartitionAsItWasWritten(@ForAll("partitionFacts") Fact fact) {
    EventCodec codec = Records.events();

    FactRecord read =
        codec.decode(Records.delivered(codec.encode(Records.PLACE, Optional.empty(), fact)));

    assertThat(read.cluster()).isEmpty();
    assertThat(read.fact()).isEqualTo(fact);
  }

  @Property
  void readsEveryOrderAsItWasWritten(@ForAll("orders") CommandRecord order) {
    CommandCodec codec = Records.commands();

    assertThat(codec.decode(Records.delivered(codec.encode(Records.PLACE, order))))
        .isEqualTo(order);
  }

  @Property
  void readsEveryAuditLineAsItWasWritten(@ForAll("lines") AuditEntry line) {
    AuditCodec codec = new AuditCodec();

    assertThat(codec.decode(Records.delivered(codec.encode(Records.PLACE, line)))).isEqualTo(line);
  }

  @Property(tries = 300)
  void readsEverySnapshotAsItWasWritten(@ForAll("snapshots") Snapshot snapshot) {
    StateCodec codec = new StateCodec();

    assertThat(codec.decode(Records.delivered(codec.encode(Records.PLACE, snapshot))))
        .isEqualTo(snapshot);
  }
}
