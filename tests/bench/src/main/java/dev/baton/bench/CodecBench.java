package dev.baton.bench;

import dev.baton.arbiter.fold.FoldReplica;
import dev.baton.arbiter.fold.PartitionFold;
import dev.baton.bench.Site.Said;
import dev.baton.log.Delivered;
import dev.baton.log.WireFormat;
import dev.baton.model.fact.Fact.Keepalive;
import dev.baton.model.fact.FactRecord;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;

/** Records of events to and from bytes. */
final class CodecBench {
  private static final Instant WHEN = Instant.parse("2026-01-01T00:00:00Z");
  private static final TopicPartition PLACE = new TopicPartition("baton.events", 0);
  private static final int STEP = 500;

  private final WireFormat wire = new WireFormat(1, InstantSource.fixed(WHEN));
  private final List<Said> said;
  private final List<ProducerRecord<byte[], byte[]>> written = new ArrayList<>();
  private int next;
  private long offset;

  private CodecBench(List<Said> said) {
    this.said = said;
    for (Said each : said) {
      written.add(encode(each));
    }
  }

  static Figure encodeKeepalive(Rounds rounds) {
    CodecBench bench = new CodecBench(keepalives());
    return rounds.measure("encode-keepalive", 1, "records", bench::encodeStep);
  }

  static Figure decodeKeepalive(Rounds rounds) {
    CodecBench bench = new CodecBench(keepalives());
    return rounds.measure("decode-keepalive", 1, "records", bench::decodeStep);
  }

  static Figure decodeMix(int clusters, Rounds rounds) {
    CodecBench bench = new CodecBench(new Site(clusters).second());
    return rounds.measure("decode-mix", clusters, "records", bench::decodeStep);
  }

  /** From bytes to the next model, as a replay does. */
  static Figure decodeFold(int clusters, Rounds rounds) {
    Site site = new Site(clusters);
    CodecBench bench = new CodecBench(site.second());
    FoldReplica fold = FoldReplica.from(PartitionFold.standard(), List.of());
    for (Said each : site.beginning()) {
      bench.fold(fold, bench.encode(each));
    }
    return rounds.measure("decode-fold", clusters, "records", () -> bench.foldStep(fold));
  }

  private static List<Said> keepalives() {
    return new Site(10).second().stream().filter(each -> each.fact() instanceof Keepalive).toList();
  }

  private ProducerRecord<byte[], byte[]> encode(Said each) {
    return wire.event(PLACE, Optional.of(each.cluster()), each.fact());
  }

  private long encodeStep() {
    for (int index = 0; index < STEP; index++) {
      written.set(next, encode(said.get(next)));
      advance();
    }
    return STEP;
  }

  private long decodeStep() {
    for (int index = 0; index < STEP; index++) {
      var unused = decode(written.get(next));
      advance();
    }
    return STEP;
  }

  private long foldStep(FoldReplica fold) {
    for (int index = 0; index < STEP; index++) {
      fold(fold, written.get(next));
      advance();
    }
    return STEP;
  }

  private void fold(FoldReplica fold, ProducerRecord<byte[], byte[]> record) {
    var unused = fold.apply(decode(record));
  }

  private void advance() {
    next = next + 1 == written.size() ? 0 : next + 1;
  }

  private FactRecord decode(ProducerRecord<byte[], byte[]> record) {
    Delivered<FactRecord> delivered = wire.event(delivered(record, offset++));
    if (delivered instanceof Delivered.Decoded<FactRecord> decoded) {
      return decoded.value();
    }
    throw new IllegalStateException(delivered.toString());
  }

  private static ConsumerRecord<byte[], byte[]> delivered(
      ProducerRecord<byte[], byte[]> record, long offset) {
    return new ConsumerRecord<>(
        record.topic(),
        0,
        offset,
        WHEN.toEpochMilli(),
        TimestampType.LOG_APPEND_TIME,
        ConsumerRecord.NULL_SIZE,
        ConsumerRecord.NULL_SIZE,
        record.key(),
        record.value(),
        record.headers(),
        Optional.of(0));
  }
}
