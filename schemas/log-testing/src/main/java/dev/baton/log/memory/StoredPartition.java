package dev.baton.log.memory;

import dev.baton.log.EventLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;

/** The records of one partition. Thread-safe. */
final class StoredPartition {

  /** At most this many records are handed to a reader at once. */
  private static final int BATCH = 500;

  private final TopicPartition place;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final TreeMap<Long, ConsumerRecord<byte[], byte[]>> records = new TreeMap<>();
  private final List<Long> cuts = new ArrayList<>();
  private long first;
  private long end;

  StoredPartition(TopicPartition place) {
    this.place = place;
  }

  TopicPartition place() {
    return place;
  }

  /** Appends a record and returns its offset. */
  long append(ProducerRecord<byte[], byte[]> record, Instant timestamp) {
    lock.lock();
    try {
      long offset = put(record, timestamp);
      changed.signalAll();
      return offset;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Appends the records of a transaction, which readers see all at once, and uses up an offset as
   * the marker that ends it does.
   */
  void appendTransaction(List<ProducerRecord<byte[], byte[]>> all, Instant timestamp) {
    lock.lock();
    try {
      all.forEach(record -> put(record, timestamp));
      end++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private long put(ProducerRecord<byte[], byte[]> record, Instant timestamp) {
    long offset = end++;
    records.put(offset, stored(record, offset, timestamp));
    return offset;
  }

  /** Loses every record from that offset on. */
  void truncate(long newEnd) {
    lock.lock();
    try {
      if (newEnd < first || newEnd > end) {
        throw new IllegalArgumentException(
            "%d is not within %d to %d of %s".formatted(newEnd, first, end, place));
      }
      records.tailMap(newEnd, true).clear();
      end = newEnd;
      cuts.add(newEnd);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Lets go of every record before that offset, as retention does. */
  void discardBefore(long newFirst) {
    lock.lock();
    try {
      first = Math.max(first, Math.min(newFirst, end));
      records.headMap(first, false).clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  EventLog.Bounds bounds() {
    lock.lock();
    try {
      return new EventLog.Bounds(first, end);
    } finally {
      lock.unlock();
    }
  }

  /** Returns the first offset up to there which was lost since that leader epoch. */
  OptionalLong divergence(long readUpTo, int leaderEpoch) {
    lock.lock();
    try {
      return cuts.stream()
          .skip(leaderEpoch)
          .mapToLong(Long::longValue)
          .filter(cut -> cut <= readUpTo)
          .min();
    } finally {
      lock.unlock();
    }
  }

  /** Returns where a reader begins that was told this. */
  Cursor begin(EventLog.StartAt from) {
    lock.lock();
    try {
      return new Cursor(from.offset().orElse(end), cuts.size(), from.exact());
    } finally {
      lock.unlock();
    }
  }

  /** Returns all records that are kept. */
  List<ConsumerRecord<byte[], byte[]>> all() {
    lock.lock();
    try {
      return List.copyOf(records.values());
    } finally {
      lock.unlock();
    }
  }

  /** Wakes whoever waits, so that it looks at its own reasons anew. */
  void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until there is something for a reader: records, a cut, or its end.
   *
   * @param held while true nothing is handed over
   * @param stopped when true the wait ends with nothing
   * @param idle called whenever the reader has everything
   */
  Step await(Cursor cursor, BooleanSupplier held, BooleanSupplier stopped, Runnable idle) {
    lock.lock();
    try {
      while (!stopped.getAsBoolean()) {
        Optional<Step> step = held.getAsBoolean() ? Optional.empty() : step(cursor);
        if (step.isPresent()) {
          return step.get();
        }
        if (!held.getAsBoolean()) {
          idle.run();
        }
        changed.awaitUninterruptibly();
      }
      return new Step(List.of(), Optional.empty(), cursor);
    } finally {
      lock.unlock();
    }
  }

  private Optional<Step> step(Cursor cursor) {
    long lowestCut =
        cuts.subList(cursor.cutsSeen, cuts.size()).stream()
            .mapToLong(Long::longValue)
            .min()
            .orElse(Long.MAX_VALUE);
    long goOn = Math.min(lowestCut, end);
    if (cursor.offset > goOn) {
      return Optional.of(
          new Step(List.of(), Optional.of(goOn), new Cursor(goOn, cuts.size(), true)));
    }
    if (cursor.offset < first) {
      // Whoever begins there knows from the bounds what is kept; whoever was reading is told.
      Optional<Long> told = cursor.reading ? Optional.of(first) : Optional.empty();
      return Optional.of(new Step(List.of(), told, new Cursor(first, cuts.size(), true)));
    }
    List<ConsumerRecord<byte[], byte[]>> batch =
        records.tailMap(cursor.offset, true).values().stream().limit(BATCH).toList();
    if (batch.isEmpty()) {
      return Optional.empty();
    }
    long next = batch.get(batch.size() - 1).offset() + 1;
    return Optional.of(new Step(batch, Optional.empty(), new Cursor(next, cuts.size(), true)));
  }

  private ConsumerRecord<byte[], byte[]> stored(
      ProducerRecord<byte[], byte[]> record, long offset, Instant timestamp) {
    return new ConsumerRecord<>(
        place.topic(),
        place.partition(),
        offset,
        timestamp.toEpochMilli(),
        TimestampType.LOG_APPEND_TIME,
        ConsumerRecord.NULL_SIZE,
        ConsumerRecord.NULL_SIZE,
        record.key(),
        record.value(),
        record.headers(),
        Optional.of(cuts.size()));
  }

  /**
   * How far a reader has come.
   *
   * @param offset the next one to read
   * @param cutsSeen how many cuts it knows of
   * @param reading whether it has been handed something, or must be told as if it had
   */
  record Cursor(long offset, int cutsSeen, boolean reading) {}

  /**
   * What a reader is handed.
   *
   * @param batch records in order
   * @param cutTo where reading goes on because the log turned out shorter, or begins later
   * @param next how far the reader has come with it
   */
  record Step(List<ConsumerRecord<byte[], byte[]>> batch, Optional<Long> cutTo, Cursor next) {}
}
