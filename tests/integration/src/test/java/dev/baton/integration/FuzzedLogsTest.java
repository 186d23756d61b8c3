package dev.baton.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.log.WireFormat;
import dev.baton.model.fact.FactRecord;
import dev.baton.simulation.Profile;
import dev.baton.simulation.Simulation;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whatever stands in a topic, nobody who reads it dies of it, and no other cluster is touched. With
 * {@code -Dfuzz.records=1000000} as many records as that.
 */
class FuzzedLogsTest {

  private static final long RECORDS = Long.getLong("fuzz.records", 20_000);

  @Test
  void nobodyDiesOfARecordAndNoOtherClusterIsTouched() {
    List<List<FactRecord>> recorded = new ArrayList<>();
    for (long seed = 1; seed <= 6; seed++) {
      recorded.add(Simulation.record(seed, seed % 2 == 0 ? Profile.LOSS : Profile.MIXED));
    }
    long records = 0;
    long malformed = 0;
    for (long seed = 1; records < RECORDS; seed++) {
      Random random = new Random(seed);
      WireFormat wire = new WireFormat(1, InstantSource.system());
      try (EveryReader readers = new EveryReader(wire, "seed " + seed)) {
        MutatedLog log = new MutatedLog(wire, random);
        for (FactRecord entry : log.shuffled(recorded.get((int) (seed % recorded.size())))) {
          readers.read(log.record(entry));
        }
        readers.finish();
        records += readers.next();
        malformed += readers.malformed();
      }
    }
    System.out.printf("%d records, %d of them malformed%n", records, malformed);
    assertThat(malformed).isPositive().isLessThan(records / 2);
  }
}
