package dev.baton.compose.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.holdover.Ground;
import dev.baton.lease.core.KafkaView;
import dev.baton.lease.core.KafkaView.Verdict;
import dev.baton.lease.core.KeeperStatus;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalStatusTest {
  private static final ClusterId WEB = new ClusterId("web");
  private static final NodeId A = new NodeId("a");
  private static final NodeId B = new NodeId("b");

  private static LocalStatus of(boolean live, Optional<Ground> outlasts, KafkaView kafka) {
    return LocalStatus.of(
        WEB,
        A,
        Optional.of(
            new KeeperStatus(
                Optional.of(new SessionId("s1")),
                live,
                Optional.of(new Epoch(4)),
                new Epoch(4),
                false,
                3,
                List.of(A, B),
                Optional.empty(),
                false,
                0,
                Optional.of(new SessionId("s1")),
                outlasts,
                Optional.of(kafka))));
  }

  private static LocalStatus away() {
    return of(
        false,
        Optional.of(Ground.PROMISES),
        new KafkaView(
            Verdict.DOWN_FOR_ALL, Duration.ofMillis(1_200), List.of(), List.of(B), List.of()));
  }

  @Test
  void saysThatAllIsWell() {
    LocalStatus well =
        of(
            true,
            Optional.empty(),
            new KafkaView(Verdict.ANSWERS, Duration.ZERO, List.of(), List.of(), List.of()));

    assertThat(well.isWell()).isTrue();
    assertThat(well.lines())
        .containsExactly("web at a: holds epoch 4, by its lease", "  Kafka answers");
  }

  @Test
  void saysForWhomKafkaIsAwayAndWhatItGoesBy() {
    assertThat(away().isWell()).isFalse();
    assertThat(away().lines())
        .containsExactly(
            "web at a: holds epoch 4, without a lease: the other members have promised not to take"
                + " over",
            "  Kafka is down for all: it does not answer b either; no keepalive was acknowledged"
                + " for 1200 ms");
  }

  @Test
  void saysThatTheLogHasNotAnsweredYet() {
    LocalStatus starting = LocalStatus.of(WEB, A, Optional.empty());

    assertThat(starting.isWell()).isFalse();
    assertThat(starting.lines())
        .containsExactly(
            "web at a: starting", "  Kafka has not answered since the service started");
  }

  @Test
  void theJsonFormIsStable() {
    assertThat(away().json())
        .isEqualTo(
            "{\"cluster\":\"web\",\"node\":\"a\",\"well\":false,\"holding\":4,\"byLease\":false,"
                + "\"ground\":\"PROMISES\",\"session\":\"s1\",\"live\":false,\"definition\":3,"
                + "\"hearsArbiter\":true,"
                + "\"unable\":null,\"kafka\":{\"verdict\":\"DOWN_FOR_ALL\",\"silentMs\":1200,"
                + "\"served\":[],\"unserved\":[\"b\"],\"unheard\":[]},\"lines\":[\"web at a: holds"
                + " epoch 4, without a lease: the other members have promised not to take over\","
                + "\"  Kafka is down for all: it does not answer b either; no keepalive was"
                + " acknowledged for 1200 ms\"]}");
  }

  @Test
  void isReadAsItWasWritten() {
    assertThat(LocalStatus.read(away().json())).isEqualTo(away());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "[]",
        "{\"cluster\":\"web\"}",
        "{\"cluster\":\"\u001b\",\"lines\":[\"a\"]}",
        "{\"cluster\":\"web\",\"lines\":[\"\\u001b[2J\"]}",
        "{\"cluster\":\"web\",\"lines\":[[]]}",
        "{\"lines\":[\"a\"]}"
      })
  void takesNothingElse(String text) {
    assertThatThrownBy(() -> LocalStatus.read(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hasAPathForEachCluster() {
    assertThat(LocalStatus.cluster(LocalStatus.path(WEB))).contains(WEB);
    assertThat(LocalStatus.cluster("/channel/web/ping")).isEmpty();
    assertThat(LocalStatus.cluster(LocalStatus.PATHS)).isEmpty();
  }
}
