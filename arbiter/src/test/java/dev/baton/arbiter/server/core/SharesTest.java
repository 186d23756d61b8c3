package dev.baton.arbiter.server.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.arbiter.server.core.Shares.Led;
import dev.baton.model.ArbiterId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Which partition an arbiter takes. Times are in seconds, the interval is 100 ms. */
class SharesTest {
  private static final long SECOND = 1_000_000_000L;
  private final Shares shares = new Shares(new ArbiterId("y"), Duration.ofMillis(100));

  @Test
  void takesNothingBeforeItHasBeenWellForAWhile() {
    assertThat(take(0, led("x", 1), led("x", 1))).isEmpty();
    assertThat(take(9, led("x", 1), led("x", 1))).isEmpty();
    assertThat(shares.toTake(false, List.of(), 10 * SECOND)).isEmpty();
    assertThat(take(11, led("x", 1), led("x", 1))).isEmpty();
    assertThat(take(20, led("x", 1), led("x", 1))).isEmpty();
    assertThat(take(21, led("x", 1), led("x", 1))).hasValue(0);
  }

  @Test
  void takesHalfOfTheClustersRatherThanHalfOfThePartitions() {
    wellSinceLongAgo();

    assertThat(take(100, led("x", 0), led("x", 10), led("x", 10), led("x", 0))).hasValue(1);
    assertThat(take(102, led("x", 0), led("y", 10), led("x", 10), led("x", 0))).hasValue(0);
    assertThat(take(104, led("y", 0), led("y", 10), led("x", 10), led("x", 0))).isEmpty();
  }

  @Test
  void leavesAnotherItsOnlyPartition() {
    wellSinceLongAgo();

    assertThat(take(100, led("x", 500))).isEmpty();
    assertThat(take(100, led("x", 500), led("y", 0))).isEmpty();
  }

  @Test
  void waitsWhileAPartitionHasNoLeader() {
    wellSinceLongAgo();
    Led without = new Led(0, 0, Optional.empty());

    assertThat(take(100, led("x", 1), led("x", 1), led("x", 1), without)).isEmpty();
  }

  @Test
  void waitsTwiceAsLongWhenTheOtherLeadsAgainWhatItTook() {
    wellSinceLongAgo();
    assertThat(take(100, led("x", 1), led("x", 1))).hasValue(0);

    assertThat(take(102, led("x", 1), led("x", 1))).isEmpty();
    assertThat(take(121, led("x", 1), led("x", 1))).isEmpty();
    assertThat(take(122, led("x", 1), led("x", 1))).hasValue(0);
    assertThat(take(124, led("x", 1), led("x", 1))).isEmpty();
    assertThat(take(163, led("x", 1), led("x", 1))).isEmpty();
    assertThat(take(164, led("x", 1), led("x", 1))).hasValue(0);
    assertThat(take(166, led("y", 1), led("x", 1))).isEmpty();
    assertThat(take(225, led("y", 1), led("x", 1))).isEmpty();
    assertThat(take(226, led("x", 1), led("x", 1))).hasValue(0);
  }

  @Test
  void bearsThatAThirdOneTakesWhatItTook() {
    wellSinceLongAgo();
    assertThat(take(100, led("x", 1), led("x", 1), led("x", 1))).hasValue(0);

    assertThat(take(102, led("z", 1), led("x", 1), led("x", 1))).hasValue(1);
  }

  /** Whoever looks when, they come to an end, and no two differ by more than one partition. */
  @Property
  void endsEvenly(
      @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 0, max = 50) Integer> clusters,
      @ForAll @IntRange(min = 1, max = 5) int arbiters,
      @ForAll long seed) {
    Random random = new Random(seed);
    List<String> names = Stream.of("v", "w", "x", "y", "z").limit(arbiters).toList();
    List<Led> partitions = new ArrayList<>();
    for (int partition = 0; partition < clusters.size(); partition++) {
      String leader = names.get(random.nextInt(arbiters));
      partitions.add(
          new Led(partition, clusters.get(partition), Optional.of(new ArbiterId(leader))));
    }
    List<Shares> all =
        names.stream()
            .map(name -> new Shares(new ArbiterId(name), Duration.ofMillis(100)))
            .toList();
    all.forEach(each -> assertThat(each.toTake(true, partitions, 0)).isEmpty());

    int moves = 0;
    int quiet = 0;
    for (long at = 1_000; quiet < 20 * arbiters; at += 100) {
      int who = random.nextInt(arbiters);
      Optional<Led> taken = all.get(who).toTake(true, partitions, at * SECOND);
      taken.ifPresent(
          led ->
              partitions.set(
                  led.partition(),
                  new Led(
                      led.partition(),
                      led.clusters(),
                      Optional.of(new ArbiterId(names.get(who))))));
      moves += taken.isPresent() ? 1 : 0;
      quiet = taken.isPresent() ? 0 : quiet + 1;
      assertThat(moves).isLessThan(1_000);
    }

    for (String from : names) {
      for (String to : names) {
        long difference = load(partitions, from) - load(partitions, to);
        assertThat(weights(partitions, from)).allMatch(weight -> difference <= weight);
      }
    }
  }

  private static long load(List<Led> partitions, String arbiter) {
    return weights(partitions, arbiter).stream().mapToLong(Long::longValue).sum();
  }

  private static List<Long> weights(List<Led> partitions, String arbiter) {
    return partitions.stream()
        .filter(led -> led.leader().equals(Optional.of(new ArbiterId(arbiter))))
        .map(led -> 1L + led.clusters())
        .toList();
  }

  private void wellSinceLongAgo() {
    assertThat(shares.toTake(true, List.of(), 0)).isEmpty();
  }

  /** Looks, being well; the partitions are numbered from zero. */
  private Optional<Integer> take(long second, Led... partitions) {
    List<Led> numbered = new ArrayList<>();
    for (Led led : partitions) {
      numbered.add(new Led(numbered.size(), led.clusters(), led.leader()));
    }
    return shares.toTake(true, numbered, second * SECOND).map(Led::partition);
  }

  private static Led led(String leader, int clusters) {
    return new Led(0, clusters, Optional.of(new ArbiterId(leader)));
  }
}
