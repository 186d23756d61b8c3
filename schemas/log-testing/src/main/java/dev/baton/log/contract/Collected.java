package dev.baton.log.contract;

import dev.baton.log.Delivered;
import dev.baton.log.EventLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A sink that keeps what it is handed.
 *
 * @param <T> the topic's value type
 */
public final class Collected<T> implements Consumer<Delivered<T>> {

  /** How long to wait before a test fails; generous, for busy machines. */
  public static final Duration PATIENCE = Duration.ofMinutes(2);

  private final List<Delivered<T>> all = new CopyOnWriteArrayList<>();

  @Override
  public void accept(Delivered<T> delivery) {
    all.add(delivery);
  }

  /** Waits for that many deliveries and returns all. */
  public List<Delivered<T>> await(int count) {
    awaitUntil(() -> all.size() >= count);
    return List.copyOf(all);
  }

  /** Waits for that many values and returns all, in order. */
  public List<T> awaitValues(int count) {
    awaitUntil(() -> values().size() >= count);
    return values();
  }

  /** Returns the values so far. */
  public List<T> values() {
    return all.stream().flatMap(delivery -> delivery.match(new ValueOf<T>())).toList();
  }

  /** Waits until the reader says that it has everything. */
  public static void awaitCaughtUp(EventLog.Reader reader) {
    awaitUntil(reader::caughtUp);
  }

  /** Waits until that is so. */
  public static void awaitUntil(Callable<Boolean> condition) {
    Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(2)).until(condition);
  }

  private record ValueOf<T>() implements Delivered.Cases<T, Stream<T>> {
    @Override
    public Stream<T> decoded(Delivered.Decoded<T> delivery) {
      return Stream.of(delivery.value());
    }

    @Override
    public Stream<T> undecodable(Delivered.Undecodable<T> delivery) {
      return Stream.empty();
    }

    @Override
    public Stream<T> truncated(Delivered.Truncated<T> delivery) {
      return Stream.empty();
    }
  }
}
