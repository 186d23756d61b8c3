package dev.baton.arbiter.server.core;

import dev.baton.model.ArbiterId;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How one arbiter shares the partitions with the others. If it leads less than another, it takes
 * partitions from that one, one at a time, for as long as it then still leads less than the other
 * did. Each time the difference becomes smaller, so this ends, whichever arbiters take at once.
 *
 * <p>An arbiter takes nothing in its first seconds. If the arbiter that it took a partition from
 * leads that partition again soon, it waits for twice as long as before.
 */
public final class Shares {
  /** Intervals for which an arbiter has to be well before it takes anything: 10 s by default. */
  private static final int LEAST_WAIT = 100;

  /** Intervals for which it waits at most: 17 minutes by default. */
  private static final int MOST_WAIT = 10_000;

  /** After so many intervals, what it took counts as kept: a minute by default. */
  private static final int KEPT = 600;

  private final ArbiterId self;
  private final SortedMap<Integer, Taken> taken = new TreeMap<>();
  private final long interval;
  private long wait;
  private Optional<Long> readySince = Optional.empty();

  /**
   * Begins.
   *
   * @param interval the tick interval
   */
  public Shares(ArbiterId self, Duration interval) {
    this.self = self;
    this.interval = interval.toNanos();
    wait = LEAST_WAIT * this.interval;
  }

  /**
   * A partition as this arbiter sees it.
   *
   * @param clusters how many clusters it has; a partition counts as much as one cluster more
   * @param leader who leads it, if that is known
   */
  public record Led(int partition, int clusters, Optional<ArbiterId> leader) {
    private long weight() {
      return 1L + clusters;
    }
  }

  private record Taken(ArbiterId from, long at) {}

  /**
   * Returns the partition that this arbiter should lead in another's place; empty for none.
   *
   * @param ready whether this arbiter is well in every partition
   * @param now the monotonic clock in ns; it never goes back
   */
  public Optional<Led> toTake(boolean ready, List<Led> partitions, long now) {
    partitions.forEach(led -> review(led, now));
    readySince = ready ? readySince.or(() -> Optional.of(now)) : Optional.empty();
    boolean waited = readySince.filter(since -> now - since >= wait).isPresent();
    boolean settled = partitions.stream().allMatch(led -> led.leader().isPresent());
    Optional<Led> next = waited && settled ? uneven(partitions) : Optional.empty();
    next.ifPresent(led -> taken.put(led.partition(), new Taken(leader(led), now)));
    return next;
  }

  /** Learns what became of a partition that it took. */
  private void review(Led led, long now) {
    Taken before = taken.get(led.partition());
    if (before == null) {
      return;
    }
    if (now - before.at() > KEPT * interval) {
      taken.remove(led.partition());
      wait = LEAST_WAIT * interval;
    } else if (led.leader().equals(Optional.of(before.from()))) {
      taken.remove(led.partition());
      wait = Math.min(2 * wait, MOST_WAIT * interval);
      readySince = Optional.of(now);
    }
  }

  private Optional<Led> uneven(List<Led> partitions) {
    SortedMap<ArbiterId, Long> loads = new TreeMap<>();
    partitions.forEach(led -> loads.merge(leader(led), led.weight(), Long::sum));
    return partitions.stream()
        .filter(led -> gain(led, loads) > 0)
        .max(
            Comparator.comparingLong((Led led) -> gain(led, loads))
                .thenComparing(Led::partition, Collections.reverseOrder()));
  }

  /** By half of this the sum of the squares of all loads falls. */
  private long gain(Led led, SortedMap<ArbiterId, Long> loads) {
    long own = loads.getOrDefault(self, 0L);
    return led.weight() * (loads.getOrDefault(leader(led), 0L) - own - led.weight());
  }

  private static ArbiterId leader(Led led) {
    return led.leader().orElseThrow();
  }
}
