package dev.baton.bench;

import dev.baton.arbiter.server.shell.ArbiterService;
import dev.baton.arbiter.server.shell.ArbiterSettings;
import dev.baton.arbiter.view.LiveModel;
import dev.baton.bench.Site.Said;
import dev.baton.broker.BrokerProcess;
import dev.baton.broker.EmbeddedBrokerSettings;
import dev.baton.log.Topic;
import dev.baton.log.WireFormat;
import dev.baton.log.kafka.KafkaEventLog;
import dev.baton.log.kafka.KafkaLogSettings;
import dev.baton.log.kafka.TopicSettings;
import dev.baton.log.kafka.TopicSetup;
import dev.baton.model.ArbiterId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;

/**
 * How soon a process that starts knows how things stand, by how many events stand in its partition
 * of a broker's log. An arbiter has written snapshots meanwhile, as it does while it leads.
 */
final class StartBench {
  private static final int CLUSTERS = 100;
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private final KafkaLogSettings settings;
  private final long events;
  private final int starts;
  private int started;

  private StartBench(KafkaLogSettings settings, long events, int starts) {
    this.settings = settings;
    this.events = events;
    this.starts = starts;
  }

  /** Measures with that many events each, and as many starts as there are rounds. */
  static List<Figure> measure(List<Long> sizes, Rounds rounds) {
    try {
      Path directory = Files.createTempDirectory("baton-bench");
      try (BrokerProcess broker =
          BrokerProcess.start(
              EmbeddedBrokerSettings.onLoopback(directory.resolve("data")), List.of())) {
        List<Figure> all = new ArrayList<>();
        for (long size : sizes) {
          all.addAll(measure(broker, size, rounds.rounds()));
        }
        return all;
      } finally {
        Utils.delete(directory.toFile());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Figure> measure(BrokerProcess broker, long size, int starts) {
    TopicSettings topics =
        TopicSettings.DEFAULT.withPrefix("bench-" + size + ".").withPartitions(1).forSingleBroker();
    KafkaLogSettings settings = KafkaLogSettings.of(broker.bootstrapServers()).withTopics(topics);
    TopicSetup.ensure(settings, PATIENCE);
    StartBench bench = new StartBench(settings, size, starts);
    bench.fill();
    bench.snapshot();
    return List.of(
        bench.times("arbiters", bench::startArbiter), bench.times("models", bench::startModel));
  }

  /** Writes what clusters say that come up and then rest. */
  private void fill() {
    Site site = new Site(CLUSTERS);
    TopicPartition place = new TopicPartition(settings.topics().name(Topic.EVENTS), 0);
    WireFormat wire = new WireFormat(1, InstantSource.system());
    Map<String, Object> properties =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            settings.bootstrapServers(),
            ProducerConfig.LINGER_MS_CONFIG,
            20,
            ProducerConfig.BATCH_SIZE_CONFIG,
            1 << 19);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (Said each : site.beginning()) {
        var unused = producer.send(record(wire, place, each));
      }
      List<ProducerRecord<byte[], byte[]>> second =
          site.second().stream().map(each -> record(wire, place, each)).toList();
      for (long index = 0; index < events; index++) {
        var unused = producer.send(second.get((int) (index % second.size())));
      }
    }
  }

  private static ProducerRecord<byte[], byte[]> record(
      WireFormat wire, TopicPartition place, Said each) {
    return wire.event(place, Optional.of(each.cluster()), each.fact());
  }

  /** Lets an arbiter fold all of it, and write what it comes to. */
  private void snapshot() {
    try (KafkaEventLog log = open();
        ArbiterService arbiter = arbiter(log)) {
      long end = log.bounds(Topic.EVENTS, 0).end();
      if (end < events) {
        throw new IllegalStateException("of " + events + " events the log took only " + end);
      }
      until(
          () ->
              log.latestSnapshots(0).stream()
                  .anyMatch(of -> of.partition().folded().offset() >= end - 1));
      until(arbiter::isReady);
    }
  }

  private long startArbiter() {
    long begin = System.nanoTime();
    try (KafkaEventLog log = open();
        ArbiterService arbiter = arbiter(log)) {
      until(arbiter::isReady);
      return System.nanoTime() - begin;
    }
  }

  /** As a status does, or a node that derives. */
  private long startModel() {
    long begin = System.nanoTime();
    try (KafkaEventLog log = open();
        LiveModel model = LiveModel.follow(log, PATIENCE, result -> {})) {
      until(model::isCaughtUp);
      return System.nanoTime() - begin;
    }
  }

  private KafkaEventLog open() {
    return KafkaEventLog.open(settings, PATIENCE);
  }

  private ArbiterService arbiter(KafkaEventLog log) {
    return ArbiterService.start(ArbiterSettings.named(new ArbiterId("x" + started++)), log);
  }

  /** A start of a process. */
  private interface Start {
    /** Returns how long it took, in ns. */
    long start();
  }

  private Figure times(String what, Start start) {
    for (int index = 0; index < starts; index++) {
      long unused = start.start();
    }
    double[] perSecond = new double[starts];
    for (int index = 0; index < starts; index++) {
      perSecond[index] = 1e9 / start.start();
    }
    String unit = "%s behind %,d events".formatted(what, events);
    return Rounds.figure("start", CLUSTERS, unit, Figure.Clock.WALL, perSecond);
  }

  private static void until(BooleanSupplier so) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!so.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("it takes longer than " + PATIENCE);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }
}
