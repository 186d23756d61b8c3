package dev.baton.log.kafka;

import dev.baton.log.Delivered;
import dev.baton.log.EventLog;
import dev.baton.scheduling.RealTimeScheduling;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one partition on a thread of its own, for as long as it is not closed, whatever the brokers
 * do meanwhile. The consumer checks after each change of leader whether what it has read is still
 * part of the log (by leader epochs, KIP-320), so it notices a log that lost its tail and grew
 * again as well as one that is shorter.
 *
 * @param <T> the topic's value type
 */
final class KafkaReader<T> implements EventLog.Reader {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaReader.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration REST = Duration.ofMillis(50);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

  /** How long leaving waits for the broker, and how long whoever closes waits for that. */
  private static final Duration LEAVE = Duration.ofSeconds(1);

  private static final Duration JOIN = Duration.ofSeconds(5);

  private final ReaderSource source;
  private final TopicPartition place;
  private final EventLog.StartAt from;
  private final Consumer<ConsumerRecord<byte[], byte[]>> records;
  private final Consumer<Delivered<T>> sink;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Thread thread;
  private volatile boolean stopped;
  private volatile boolean caughtUp;
  private volatile boolean resting;
  private volatile boolean anew;
  private boolean settled;
  private boolean brought;
  private boolean reading;
  private long next = -1;
  private boolean failing;

  /**
   * @param records takes each record
   * @param sink takes what is no record
   */
  KafkaReader(
      ReaderSource source,
      EventLog.StartAt from,
      Consumer<ConsumerRecord<byte[], byte[]>> records,
      Consumer<Delivered<T>> sink) {
    this.source = source;
    this.place = source.place();
    this.from = from;
    this.records = records;
    this.sink = sink;
    this.consumer = source.consumer();
    this.reading = from.exact();
    this.thread = new Thread(this::run, "read-" + place);
    this.thread.setDaemon(true);
    if (from.unhurried()) {
      RealTimeScheduling.notFirst(thread);
    }
  }

  void start() {
    thread.start();
  }

  @Override
  public boolean caughtUp() {
    return caughtUp;
  }

  @Override
  public void rest(boolean whether) {
    boolean wakes = resting && !whether;
    resting = whether;
    if (wakes) {
      LockSupport.unpark(thread);
    }
  }

  /** Tells whether this is the topic that it reads. */
  boolean reads(String topic) {
    return place.topic().equals(topic);
  }

  /**
   * The topic was deleted and made anew: whatever the offsets say, it has nothing of what this
   * reader has read. Returns at once.
   */
  void beginAnew() {
    anew = true;
    LockSupport.unpark(thread);
  }

  /** Tells it to stop; returns at once. */
  void stop() {
    stopped = true;
    consumer.wakeup();
    LockSupport.unpark(thread);
  }

  @Override
  public void close() {
    stop();
    if (Thread.currentThread() != thread) {
      join();
    }
  }

  private void join() {
    try {
      thread.join(JOIN.toMillis());
      if (thread.isAlive()) {
        LOG.atWarn().addKeyValue("partition", place).log("A reader did not stop in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!stopped) {
        step();
      }
    } finally {
      caughtUp = false;
      Thread.interrupted(); // Or else closing the consumer would fail at once.
      consumer.close(CloseOptions.timeout(LEAVE));
    }
  }

  private void step() {
    try {
      if (next < 0) {
        begin();
      } else if (anew) {
        findBeginning();
      }
      poll();
      reading = true;
      settle();
      recovered();
    } catch (WakeupException e) {
      LOG.atDebug().addKeyValue("partition", place).log("Reader woken up");
    } catch (InterruptException e) {
      stopped = true;
    } catch (OffsetOutOfRangeException e) {
      retry(() -> findPlace(e));
    } catch (KafkaException e) {
      waitAfter(e);
    }
  }

  private void begin() {
    anew = false;
    next = from.offset().orElseGet(() -> source.end(consumer));
    consumer.seek(place, next);
  }

  /**
   * While the reader rests, the answer to its next fetch waits in the socket. So records do not
   * wake the thread one by one, and the broker need not answer before the fetch after that.
   *
   * <p>It pauses only after records came. Otherwise a consumer that is polled from time to time,
   * and never waits in a poll, would stay with a broker that died silently: at each poll it
   * connects to that broker anew, and while it connects it asks nobody for the new leader.
   */
  private void poll() {
    if (resting && caughtUp && brought) {
      LockSupport.parkNanos(this, REST.toNanos());
    }
    ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
    brought = !polled.isEmpty();
    for (ConsumerRecord<byte[], byte[]> record : polled) {
      if (stopped) {
        return;
      }
      caughtUp = false;
      if (record.offset() < next) {
        sink.accept(new Delivered.Truncated<>(record.offset(), next));
      }
      next = record.offset() + 1;
      records.accept(record);
    }
    caughtUp = consumer.currentLag(place).orElse(-1) == 0;
  }

  /**
   * It asks for real-time scheduling only at the end of the log. A backlog takes long to read, and
   * nobody waits for this thread meanwhile.
   */
  private void settle() {
    if (caughtUp && !settled) {
      settled = true;
      RealTimeScheduling.settle();
    }
  }

  private void findBeginning() {
    long first = source.first(consumer);
    anew = false;
    caughtUp = false;
    long readUpTo = next;
    LOG.atWarn()
        .addKeyValue("partition", place)
        .addKeyValue("readUpTo", readUpTo)
        .addKeyValue("goesOnAt", first)
        .log("The topic was made anew and is read from its beginning");
    goOn(first);
    sink.accept(new Delivered.Truncated<>(first, readUpTo));
  }

  /** The place to read at is not in the log: goes to where the log goes on, and says so. */
  private void findPlace(OffsetOutOfRangeException reason) {
    caughtUp = false;
    long first = source.first(consumer);
    if (next < first) {
      LOG.atWarn()
          .addKeyValue("partition", place)
          .addKeyValue("wanted", next)
          .addKeyValue("first", first)
          .log("Reading goes on at the first record that is kept");
      letGoOf(first);
      return;
    }
    long end = divergence(reason);
    long readUpTo = next;
    LOG.atWarn()
        .addKeyValue("partition", place)
        .addKeyValue("readUpTo", readUpTo)
        .addKeyValue("goesOnAt", end)
        .log("The log is shorter than what was read of it");
    goOn(end);
    sink.accept(new Delivered.Truncated<>(end, readUpTo));
  }

  /**
   * A reader that begins there knows from the bounds what is kept. A reader that was reading
   * already is told.
   */
  private void letGoOf(long first) {
    long readUpTo = next;
    goOn(first);
    if (reading) {
      sink.accept(new Delivered.Truncated<>(first, readUpTo));
    }
  }

  private long divergence(OffsetOutOfRangeException reason) {
    if (reason instanceof LogTruncationException truncation) {
      OffsetAndMetadata known = truncation.divergentOffsets().get(place);
      if (known != null) {
        return Math.min(known.offset(), next);
      }
    }
    return Math.min(source.end(consumer), next);
  }

  private void goOn(long offset) {
    consumer.seek(place, offset);
    next = offset;
  }

  /** Until the broker answers, the next poll finds the same and leads here again. */
  private void retry(Runnable attempt) {
    try {
      attempt.run();
    } catch (WakeupException e) {
      LOG.atDebug().addKeyValue("partition", place).log("Reader woken up");
    } catch (KafkaException e) {
      waitAfter(e);
    }
  }

  private void waitAfter(KafkaException e) {
    if (!failing) {
      failing = true;
      LOG.atWarn().addKeyValue("partition", place).setCause(e).log("Reading fails, trying on");
    }
    Pause.of(BETWEEN_TRIES);
  }

  private void recovered() {
    if (failing) {
      failing = false;
      LOG.atInfo().addKeyValue("partition", place).log("Reading goes on");
    }
  }
}
