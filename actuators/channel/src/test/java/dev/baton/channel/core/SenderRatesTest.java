package dev.baton.channel.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SenderRatesTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final InetAddress MEMBER = address(1);
  private final SenderRates rates = new SenderRates(0);

  private static InetAddress address(int last) {
    try {
      return InetAddress.getByAddress(new byte[] {10, 20, (byte) (last >> 8), (byte) last});
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private long taken(InetAddress sender, int tries, long now) {
    return IntStream.range(0, tries).filter(each -> rates.take(sender, now)).count();
  }

  @Test
  void strangersShareOneRateHoweverManyAddressesTheyMakeUp() {
    long taken = IntStream.range(0, 50_000).filter(each -> rates.take(address(each), 0)).count();

    assertThat(taken).isEqualTo(100);
    assertThat(taken(MEMBER, 1000, SECOND / 10)).isEqualTo(20);
  }

  @Test
  void aFloodOfStrangersTakesNothingFromAMember() {
    rates.members(List.of(MEMBER), 0);
    IntStream.range(2, 50_000).forEach(each -> rates.take(address(each), 0));

    assertThat(taken(MEMBER, 5000, 0)).isEqualTo(1000);
    assertThat(taken(MEMBER, 5000, SECOND / 10)).isEqualTo(200);
    assertThat(taken(MEMBER, 5000, 100 * SECOND)).isEqualTo(1000);
  }

  /**
   * A holder without Kafka asks 12 times a second if somebody does not answer. Who hears that at
   * two addresses answers each at two, and pings and pongs beside it. All of it may come from one
   * address, for 30 clusters at once.
   */
  @Test
  void theAnswersToManyHoldersWithoutKafkaAllPass() {
    int all = 30 * (12 * 2 * 2 + 2 + 2);
    rates.members(List.of(MEMBER), 0);

    for (long at = 0; at < 60 * SECOND; at += SECOND / 10) {
      assertThat(taken(MEMBER, all / 10, at)).isEqualTo(all / 10);
    }
  }

  @Test
  void aMemberThatStaysKeepsWhatItHasUsed() {
    rates.members(List.of(MEMBER), 0);
    assertThat(taken(MEMBER, 1000, 0)).isEqualTo(1000);

    rates.members(List.of(address(2), MEMBER), 0);

    assertThat(rates.take(MEMBER, 0)).isFalse();
    assertThat(rates.take(address(2), 0)).isTrue();
  }

  @Test
  void theTableIsBounded() {
    List<InetAddress> all = IntStream.range(0, 20_000).mapToObj(SenderRatesTest::address).toList();
    rates.members(all, 0);
    rates.members(all, 0);

    long taken = all.stream().filter(each -> rates.take(each, 0)).count();
    assertThat(taken).isEqualTo(SenderRates.MOST_MEMBERS + 100);
  }

  /** Whatever the clock does, no more passes than the burst and what came in over the time. */
  @Property
  void aBucketNeverLetsMorePass(
      @ForAll @IntRange(min = 1, max = 50) int perSecond,
      @ForAll @IntRange(min = 1, max = 50) int burst,
      @ForAll @Size(max = 200)
          List<@LongRange(min = -100_000_000, max = 1_000_000_000) Long> steps) {
    TokenBucket bucket = new TokenBucket(new TokenBucket.Rate(perSecond, burst), 0);
    long now = 0;
    long latest = 0;
    long passed = 0;
    for (long step : steps) {
      now += step;
      latest = Math.max(latest, now);
      passed += bucket.take(now) ? 1 : 0;

      assertThat(passed)
          .isLessThanOrEqualTo(burst + 1 + latest / 1000 * perSecond / (SECOND / 1000));
    }
  }

  @Test
  void aBucketFillsUpAgainAfterAnyTime() {
    TokenBucket bucket = new TokenBucket(new TokenBucket.Rate(1, 1), Long.MAX_VALUE - 10);

    assertThat(bucket.take(Long.MAX_VALUE - 10)).isTrue();
    assertThat(bucket.take(Long.MAX_VALUE - 9)).isFalse();
    assertThat(bucket.take(Long.MIN_VALUE + SECOND)).isTrue();
  }
}
