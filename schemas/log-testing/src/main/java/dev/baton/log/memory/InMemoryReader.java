package dev.baton.log.memory;

import dev.baton.log.Delivered;
import dev.baton.log.EventLog;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads a partition on a thread of its own.
 *
 * @param <T> the topic's value type
 */
final class InMemoryReader<T> implements EventLog.Reader {

  private final StoredPartition source;
  private final Client client;
  private final Function<ConsumerRecord<byte[], byte[]>, Delivered<T>> decode;
  private final Consumer<Delivered<T>> sink;
  private final Thread thread = new Thread(this::run);
  private volatile boolean stopped;
  private volatile boolean caughtUp;
  private StoredPartition.Cursor cursor = new StoredPartition.Cursor(0, 0, false);

  InMemoryReader(
      StoredPartition source,
      Client client,
      Function<ConsumerRecord<byte[], byte[]>, Delivered<T>> decode,
      Consumer<Delivered<T>> sink) {
    this.source = source;
    this.client = client;
    this.decode = decode;
    this.sink = sink;
    thread.setName("memory-log-" + source.place());
    thread.setDaemon(true);
  }

  /** Begins; the place is settled when this returns. */
  void start(EventLog.StartAt from) {
    cursor = source.begin(from);
    thread.start();
  }

  /** Lets the reader look at its client's faults anew. */
  void wake() {
    source.wake();
  }

  @Override
  public boolean caughtUp() {
    return caughtUp;
  }

  /** Delivers at once either way, which a resting reader may. */
  @Override
  public void rest(boolean resting) {}

  @Override
  public void close() {
    stopped = true;
    source.wake();
    if (Thread.currentThread() != thread) {
      join();
    }
  }

  private void join() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!stopped) {
        StoredPartition.Step step =
            source.await(cursor, client::cutOff, () -> stopped, () -> caughtUp = true);
        caughtUp = false;
        long readUpTo = cursor.offset();
        cursor = step.next();
        step.cutTo().ifPresent(offset -> sink.accept(new Delivered.Truncated<>(offset, readUpTo)));
        deliver(step);
      }
    } finally {
      caughtUp = false;
    }
  }

  private void deliver(StoredPartition.Step step) {
    for (ConsumerRecord<byte[], byte[]> record : step.batch()) {
      if (stopped) {
        return;
      }
      sink.accept(decode.apply(record));
    }
  }
}
