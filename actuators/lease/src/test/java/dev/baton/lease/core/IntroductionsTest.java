package dev.baton.lease.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.InstallId;
import dev.baton.model.MemberAddress;
import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import dev.baton.model.Source;
import dev.baton.model.fact.Enforcement;
import dev.baton.model.fact.Introduction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which keepalives say everything. */
class IntroductionsTest {
  private static final KeeperIdentity IDENTITY =
      new KeeperIdentity(
          new ClusterId("web"),
          new NodeId("a"),
          new InstallId("i"),
          Enforcement.NFTABLES,
          Duration.ofMillis(100));
  private static final SessionId OVER = new SessionId("over");

  private final Introductions introductions = new Introductions(4);

  @Test
  void saysEverythingForSoLongThatALogMayLoseItsEndAndThenSeldom() {
    introductions.begin();
    assertThat(introducedAmong(0, 35, 1)).containsExactly(0L, 1L, 2L, 3L, 10L, 20L, 30L);
  }

  @Test
  void saysThatItHasReadADefinitionUntilTheLogHasTakenIt() {
    introductions.begin();
    assertThat(introducedAmong(0, 12, 1)).endsWith(10L);

    assertThat(next(2, 13)).hasValue(2L);
    assertThat(next(2, 14)).hasValue(2L);
    introductions.acknowledged();
    assertThat(introducedAmong(15, 25, 2)).containsExactly(15L, 16L, 17L, 20L);
  }

  @Test
  void namesEndedSessionsInTheFirstAlone() {
    KeeperStart start =
        new KeeperStart(List.of(OVER), Epoch.NONE, Source.NONE, Duration.ofSeconds(5));
    Sessions sessions = new Sessions(IDENTITY, () -> new SessionId("next"), start, 0);

    assertThat(sessions.introduction(1, 0).orElseThrow().ended()).containsExactly(OVER);
    assertThat(sessions.introduction(1, 1).orElseThrow().ended()).isEmpty();
  }

  @Test
  void saysWhereItHearsOthersUntilTheLogHasTakenIt() {
    introductions.begin();
    assertThat(introducedAmong(0, 12, 1)).endsWith(10L);

    assertThat(introductions.next(says(1, "10.20.0.11:9480"), 13)).isPresent();
    assertThat(introductions.next(says(1, "10.20.0.11:9480"), 14)).isPresent();
    introductions.acknowledged();
    assertThat(introductions.next(says(1, "10.20.0.11:9480"), 19)).isEmpty();
  }

  private List<Long> introducedAmong(long from, long to, long version) {
    List<Long> introduced = new ArrayList<>();
    for (long sequence = from; sequence < to; sequence++) {
      if (next(version, sequence).isPresent()) {
        introduced.add(sequence);
      }
      introductions.acknowledged();
    }
    return introduced;
  }

  private static Introduction says(long version, String... channel) {
    return new Introduction(
        IDENTITY.install(),
        List.of(),
        version,
        IDENTITY.enforcement(),
        Stream.of(channel).map(MemberAddress::parse).toList());
  }

  private Optional<Long> next(long version, long sequence) {
    return introductions.next(says(version), sequence).map(Introduction::definitionVersion);
  }
}
