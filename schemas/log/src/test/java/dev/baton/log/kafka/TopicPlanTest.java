package dev.baton.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.log.Topic;
import dev.baton.log.kafka.TopicSettings.Retention;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How topics are created. */
class TopicPlanTest {

  @ParameterizedTest
  @EnumSource(
      value = Topic.class,
      names = {"EVENTS", "COMMANDS"})
  void keepsWhatRepeatsByTheClockForAWeekAndLittleLonger(Topic topic) {
    Map<String, String> all = new TopicPlan(TopicSettings.DEFAULT).create(topic, 3).configs();

    assertThat(all).containsEntry("retention.ms", Long.toString(Duration.ofDays(7).toMillis()));
    assertThat(all).containsEntry("segment.ms", Long.toString(Duration.ofHours(6).toMillis()));
  }

  @ParameterizedTest
  @EnumSource(
      value = Topic.class,
      names = {"EVENTS", "COMMANDS", "AUDIT"})
  void makesNoMoreSegmentsThanBrokersCanBear(Topic topic) {
    Duration hour = Duration.ofHours(1);
    TopicSettings settings = new TopicSettings("baton.", 3, false, new Retention(hour, hour, hour));

    assertThat(new TopicPlan(settings).create(topic, 3).configs())
        .containsEntry("segment.ms", Long.toString(Duration.ofMinutes(10).toMillis()));
  }
}
