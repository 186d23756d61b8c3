package dev.baton.arp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.arp.packet.ArpFrame;
import dev.baton.arp.packet.NeighborAdvertisement;
import dev.baton.linux.MacAddress;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class AnnouncerTest {
  private static final MacAddress MAC = new MacAddress(0x0200_0000_0001L);
  private static final long START = Long.MAX_VALUE - 5_000_000_000L; // wraps round on the way
  private static final long MILLI = 1_000_000;

  private final InetAddress v4 = address("10.20.0.10");
  private final InetAddress v6 = address("fd77::a");
  private final Announcer announcer = new Announcer(MAC, List.of(v4, v6));

  @Test
  void isSilentUntilItIsStarted() {
    assertThat(announcer.due(START)).isEmpty();
    assertThat(announcer.nextAt()).isEmpty();
  }

  @Test
  void announcesByRequestReplyAndAdvertisementAtOnce() {
    announcer.start(START);

    assertThat(announcer.due(START))
        .containsExactly(
            new Announcement(v4, ArpFrame.gratuitousRequest(MAC, (Inet4Address) v4)),
            new Announcement(v4, ArpFrame.gratuitousReply(MAC, (Inet4Address) v4)),
            new Announcement(v6, NeighborAdvertisement.unsolicited(MAC, (Inet6Address) v6)));
  }

  @Test
  void repeatsBeyondTheLockTimeAndThenRefreshes() {
    announcer.start(START);

    List<Long> rounds = new ArrayList<>();
    for (long millis = 0; millis <= 64_000; millis += 10) {
      if (!announcer.due(START + millis * MILLI).isEmpty()) {
        rounds.add(millis);
      }
    }

    assertThat(rounds).containsExactly(0L, 1100L, 2200L, 3300L, 33_300L, 63_300L);
  }

  @Test
  void doesNotMakeUpForRoundsThatItMissed() {
    announcer.start(START);
    announcer.due(START);
    long later = START + Duration.ofSeconds(20).toNanos();

    assertThat(announcer.due(later)).hasSize(3);

    assertThat(announcer.due(later)).isEmpty();
    assertThat(announcer.nextAt()).hasValue(later + Announcer.SPACING.toNanos());
  }

  @Test
  void startsAnewInTheMiddle() {
    announcer.start(START);
    announcer.due(START);

    announcer.start(START + MILLI);

    assertThat(announcer.due(START + MILLI)).hasSize(3);
  }

  @Test
  void fallsSilentWhenStopped() {
    announcer.start(START);

    announcer.stop();

    assertThat(announcer.due(START + Duration.ofMinutes(1).toNanos())).isEmpty();
  }

  @Property
  void roundsNeverComeCloserThanTheSpacing(
      @ForAll @Size(max = 50) List<@LongRange(min = 0, max = 5_000) Long> stepsMillis) {
    Announcer each = new Announcer(MAC, List.of(v4));
    each.start(START);
    long now = START;
    List<Long> rounds = new ArrayList<>();
    for (long step : stepsMillis) {
      now += step * MILLI;
      if (!each.due(now).isEmpty()) {
        rounds.add(now);
      }
    }

    assertThat(IntStream.range(1, rounds.size()))
        .allMatch(i -> rounds.get(i) - rounds.get(i - 1) >= Announcer.SPACING.toNanos());
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(literal, e);
    }
  }
}
