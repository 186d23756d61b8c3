package dev.baton.holdover;

import static java.util.stream.Collectors.toCollection;

import dev.baton.model.NodeId;
import dev.baton.model.fact.Asks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which members may take over from this holder at once when its lease is over, as far as the log
 * may say: those that it named in its keepalives. A list that is longer counts from before it is
 * sent, a shorter one from its acknowledgement. Without the others it may go on for as long as it
 * said, which counts from before the sending of its last keepalive that counts. Of the time too it
 * takes the shortest that the log may have.
 */
public final class Reach {
  /** Without Kafka it says the same for hours; so many of these it tells apart. */
  private static final int MOST_ALIKE = 100;

  private Optional<Said> counted = Optional.empty();
  private final List<Said> since = new ArrayList<>();

  /** A keepalive of the holder. */
  private record Said(long sentAt, Optional<Asks> asks) {}

  /** It opens an epoch: everybody is named. */
  public void begin() {
    counted = Optional.empty();
    since.clear();
  }

  /**
   * A keepalive goes out that says that it holds.
   *
   * @param asks whom it names; empty for all
   */
  public void sent(long sentAt, Optional<Asks> asks) {
    since.add(new Said(sentAt, asks));
    if (since.size() > MOST_ALIKE && since.get(0).asks().equals(since.get(1).asks())) {
      since.remove(0);
    }
  }

  /** The keepalive that was sent then counts: it was acknowledged while the lease lived. */
  public void counts(long sentAt) {
    since.stream().filter(said -> said.sentAt() == sentAt).findFirst().ifPresent(this::count);
  }

  private void count(Said said) {
    counted = Optional.of(said);
    since.removeIf(other -> other.sentAt() <= said.sentAt());
  }

  /** Returns who is named, if that is not everybody. */
  public Optional<Set<NodeId>> named() {
    return said()
        .map(
            all ->
                all.stream()
                    .flatMap(asks -> asks.nodes().stream())
                    .collect(toCollection(TreeSet::new)));
  }

  /** Returns how long it may go on without those that it did not name. */
  public long until() {
    return said()
        .flatMap(all -> all.stream().map(Asks::holdover).min(Duration::compareTo))
        .map(holdover -> counted.orElseThrow().sentAt() + holdover.toNanos())
        .orElse(Long.MIN_VALUE);
  }

  /** What the log may have as said last; empty if that may be everybody. */
  private Optional<List<Asks>> said() {
    List<Said> all = Stream.concat(counted.stream(), since.stream()).toList();
    boolean some = counted.isPresent() && all.stream().allMatch(said -> said.asks().isPresent());
    return some
        ? Optional.of(all.stream().flatMap(said -> said.asks().stream()).distinct().toList())
        : Optional.empty();
  }
}
