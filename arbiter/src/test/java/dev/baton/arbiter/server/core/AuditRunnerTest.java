package dev.baton.arbiter.server.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.arbiter.fold.FactText;
import dev.baton.arbiter.fold.FoldPropertiesTest;
import dev.baton.arbiter.fold.FoldReplica;
import dev.baton.arbiter.fold.PartitionFold;
import dev.baton.arbiter.fold.Story;
import dev.baton.arbiter.server.core.AuditRunner.Batch;
import dev.baton.model.ClusterId;
import dev.baton.model.Position;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.state.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The audit: every line once. */
class AuditRunnerTest {
  private static final ClusterId DB = new ClusterId("db");
  private static final long QUIET = Duration.ofMillis(2_100).toNanos();

  @Property(tries = 100)
  void everyLineIsWrittenOnceWhoeverTakesOverAndWhenever(@ForAll long seed) {
    List<FactRecord> log = twoClusters(seed);
    Random random = new Random(seed);
    Topics topics = new Topics();
    long now = 0;
    while (topics.upTo() < log.size() - 1) {
      FoldReplica fold = FoldReplica.from(PartitionFold.standard(), topics.snapshots());
      AuditRunner runner = new AuditRunner(fold, now);
      // Each writer lives for a while, commits now and then, and is gone in the midst of it.
      int life = 1 + random.nextInt(80);
      for (int i = (int) fold.eventsFrom(); life-- > 0 && i < log.size(); i++) {
        runner.onEvent(log.get(i));
        now += random.nextInt(3) * QUIET;
        if (i == log.size() - 1 || random.nextInt(4) == 0) {
          commit(runner, topics, now + QUIET);
        }
      }
    }

    FoldReplica whole = FoldReplica.from(PartitionFold.standard(), List.of());
    assertThat(topics.lines)
        .isEqualTo(log.stream().flatMap(entry -> whole.apply(entry).audit().stream()).toList());
    assertThat(FoldReplica.from(PartitionFold.standard(), topics.snapshots()).model().clusters())
        .hasSameSizeAs(whole.model().clusters());
  }

  private static void commit(AuditRunner runner, Topics topics, long now) {
    Optional<Batch> batch = runner.lastBatch(now);
    batch.ifPresent(
        what -> {
          topics.commit(what);
          runner.committed(what, now);
        });
  }

  @Test
  void linesWaitForThoseOfTheSameMove() {
    Story story = Story.given("define 1 a:1", "first a a1");
    AuditRunner runner = new AuditRunner(FoldReplica.from(PartitionFold.standard(), List.of()), 0);
    runner.onEvent(story.log().get(0));
    assertThat(runner.batch(0)).isEmpty();
    runner.onEvent(story.log().get(1));

    assertThat(runner.batch(Duration.ofMillis(99).toNanos())).isEmpty();
    assertThat(runner.batch(Duration.ofMillis(100).toNanos()).orElseThrow().lines())
        .isEqualTo(runner.lastBatch(0).orElseThrow().lines())
        .hasSizeGreaterThan(1);
  }

  @Test
  void snapshotsAQuietClusterNowAndThenOnly() {
    Story story = Story.given("define 1 a:1", "first a a1", "alive a a1", "alive a a1");
    AuditRunner runner = new AuditRunner(FoldReplica.from(PartitionFold.standard(), List.of()), 0);
    Topics topics = new Topics();
    story.log().subList(0, 2).forEach(runner::onEvent);
    commit(runner, topics, 0);

    runner.onEvent(story.log().get(2));
    assertThat(runner.lastBatch(QUIET / 2)).isEmpty();
    assertThat(runner.lastBatch(QUIET).orElseThrow().snapshots()).hasSize(1);
    assertThat(runner.lastBatch(QUIET).orElseThrow().lines()).isEmpty();
  }

  /** 2,500 clusters in 5 s: as many snapshots a second as of 1,000 clusters. */
  @Test
  void manyQuietClustersAreSnapshottedLessOften() {
    int clusters = 2_500;
    AuditRunner runner = new AuditRunner(FoldReplica.from(PartitionFold.standard(), List.of()), 0);
    List<FactRecord> story = Story.given("first a a1", "alive a a1").log();
    for (int index = 0; index < 2 * clusters; index++) {
      FactRecord said = story.get(index / clusters);
      Optional<ClusterId> cluster = Optional.of(new ClusterId("c" + index % clusters));
      runner.onEvent(new FactRecord(cluster, new Position(index), said.timestamp(), said.fact()));
      if (index == clusters - 1) {
        commit(runner, new Topics(), 0);
      }
    }

    long end = Duration.ofSeconds(5).toNanos();
    assertThat(runner.lastBatch(end - 1)).isEmpty();
    List<Integer> sizes = new ArrayList<>();
    for (int batch = 0; batch < 6; batch++) {
      sizes.add(runner.lastBatch(end).map(Batch::snapshots).map(List::size).orElse(0));
      commit(runner, new Topics(), end);
    }

    assertThat(sizes).containsExactly(500, 500, 500, 500, 500, 0);
  }

  @Test
  void aChangeOfThePartitionIsInEveryClustersSnapshot() {
    List<FactRecord> log = twoClusters(1).subList(0, 20);
    AuditRunner runner = new AuditRunner(FoldReplica.from(PartitionFold.standard(), List.of()), 0);
    log.forEach(runner::onEvent);
    Topics topics = new Topics();
    commit(runner, topics, QUIET);

    runner.onEvent(
        new FactRecord(
            Optional.empty(),
            new Position(20),
            Story.BEGINNING,
            FactText.parse("gap 5", Story.given().state())));

    assertThat(runner.lastBatch(QUIET).orElseThrow().snapshots())
        .hasSize(2)
        .allSatisfy(of -> assertThat(of.partition().generation()).isPositive());
  }

  @Test
  void saysWhereCommandsStandOnlyAsFarAsItHasFolded() {
    Story story = Story.given("define 1 a:1", "first a a1");
    AuditRunner runner = new AuditRunner(FoldReplica.from(PartitionFold.standard(), List.of()), 0);
    runner.onEvent(story.log().get(0));

    runner.onReadBack(new ReadBack(new Position(1), 9));
    assertThat(runner.lastBatch(QUIET).orElseThrow().snapshots().get(0).commandsUpTo()).isZero();
    runner.onReadBack(new ReadBack(new Position(0), 7));
    assertThat(runner.lastBatch(QUIET).orElseThrow().snapshots().get(0).commandsUpTo())
        .isEqualTo(7);
  }

  @Test
  void tellsOfARecordThatCannotBeDecoded() {
    AuditRunner runner = new AuditRunner(FoldReplica.from(PartitionFold.standard(), List.of()), 0);

    runner.onMalformed(new Position(0), Story.BEGINNING, "baton.events-0", "body: no JSON");

    assertThat(runner.lastBatch(0).orElseThrow().lines())
        .singleElement()
        .satisfies(
            line ->
                assertThat(line.details())
                    .containsEntry("place", "baton.events-0")
                    .containsEntry("offset", "0")
                    .containsEntry("reason", "body: no JSON"));
  }

  /** Each entry of a random log in one of two clusters; the first defines one of them. */
  private static List<FactRecord> twoClusters(long seed) {
    Random random = new Random(seed);
    List<FactRecord> log = new ArrayList<>();
    for (FactRecord entry : FoldPropertiesTest.randomLog(seed, false)) {
      Optional<ClusterId> cluster =
          entry.cluster().map(web -> log.isEmpty() || random.nextBoolean() ? web : DB);
      log.add(new FactRecord(cluster, entry.position(), entry.timestamp(), entry.fact()));
    }
    return log;
  }

  /** The audit topic, and the state topic compacted. */
  private static final class Topics {
    private final List<AuditEntry> lines = new ArrayList<>();
    private final TreeMap<ClusterId, Snapshot> states = new TreeMap<>();

    void commit(Batch batch) {
      lines.addAll(batch.lines());
      batch.snapshots().forEach(of -> states.put(of.state().cluster(), of));
    }

    List<Snapshot> snapshots() {
      return List.copyOf(states.values());
    }

    long upTo() {
      return states.values().stream()
          .mapToLong(of -> of.partition().folded().offset())
          .max()
          .orElse(-1);
    }
  }
}
