package dev.baton.compose.wiring;

import static dev.baton.compose.wiring.CommonKeys.within;

import dev.baton.compose.config.ConfigKey;
import dev.baton.compose.config.ValueTypes;
import java.time.Duration;
import java.util.List;

/** The configuration keys of an arbiter. */
final class ArbiterKeys {

  static final ConfigKey<String> ID =
      ConfigKey.optional(
          "arbiter.id",
          ValueTypes.NAME,
          "the host name up to its first dot",
          "This arbiter's name, unique among all arbiters.");
  static final ConfigKey<Duration> TICK_INTERVAL =
      ConfigKey.of(
          "arbiter.tick-interval",
          within("20ms", "10s"),
          "100ms",
          "How often an arbiter asks for a leader that it misses, and a leader answers; the same"
              + " for all arbiters.");
  static final ConfigKey<Integer> MISSED_TICKS =
      ConfigKey.of(
          "arbiter.missed-ticks",
          ValueTypes.number(2, 100, "ticks"),
          "3",
          "After how many intervals without an answer the first standby takes over.");
  static final ConfigKey<Duration> CLOSE_TIMEOUT =
      ConfigKey.of(
          "arbiter.close-timeout",
          within("0s", "60s"),
          "2s",
          "How long a closing arbiter waits for what it has written; below `shutdown.deadline`.");
  static final ConfigKey<Boolean> SINGLE_BROKER =
      ConfigKey.of(
          "arbiter.single-broker",
          ValueTypes.SWITCH,
          "false",
          "Accepts a Kafka with fewer than three copies of each record: one disk or one power cord"
              + " can lose what was acknowledged. The flag `--single-broker` does the same.");
  static final ConfigKey<Integer> PARTITIONS =
      ConfigKey.of(
          "kafka.partitions",
          ValueTypes.number(1, 1000, "partitions"),
          "3",
          "How many partitions the topics have; used when they are created, fixed ever after.");
  static final ConfigKey<Duration> KEEP_EVENTS =
      ConfigKey.of(
          "kafka.retention.events",
          within("1h", "3650d"),
          "7d",
          "How long events are kept; used when the topics are created.");
  static final ConfigKey<Duration> KEEP_COMMANDS =
      ConfigKey.of(
          "kafka.retention.commands",
          within("1h", "3650d"),
          "7d",
          "How long commands are kept; used when the topics are created.");
  static final ConfigKey<Duration> KEEP_AUDIT =
      ConfigKey.of(
          "kafka.retention.audit",
          within("1h", "3650d"),
          "365d",
          "How long the audit is kept; used when the topics are created.");

  private ArbiterKeys() {}

  static List<ConfigKey<?>> all() {
    return List.of(
        ID,
        TICK_INTERVAL,
        MISSED_TICKS,
        CLOSE_TIMEOUT,
        SINGLE_BROKER,
        PARTITIONS,
        KEEP_EVENTS,
        KEEP_COMMANDS,
        KEEP_AUDIT);
  }
}
