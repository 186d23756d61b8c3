package dev.baton.log.kafka;

import dev.baton.log.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** The settings that each topic must have. */
record TopicPlan(TopicSettings settings) {

  /** With three copies, two are left when any one broker fails. */
  static final short COPIES = 3;

  /** An acknowledged record is on at least this many brokers. */
  static final int IN_SYNC = 2;

  /** A process that was away for an hour can read on where it stopped. */
  static final long LEAST_RETENTION_MS = Duration.ofHours(1).toMillis();

  /** What several clusters write into one partition in that time. */
  static final long LEAST_RETENTION_BYTES = 256L << 20;

  /**
   * Small segments, because Kafka compacts closed segments only, and a process that starts reads
   * all of the rest.
   */
  private static final int STATE_SEGMENT_BYTES = 16 << 20;

  /** Into how many segments, at least, what is kept is divided. */
  private static final int SEGMENTS = 28;

  private static final Duration SHORTEST_SEGMENT = Duration.ofMinutes(10);

  /** Returns a topic to be created with as many copies as that many brokers give. */
  NewTopic create(Topic topic, int brokers) {
    boolean full = brokers >= COPIES;
    SortedMap<String, String> all = required(topic);
    all.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(full ? IN_SYNC : 1));
    all.putAll(wanted(topic));
    short copies = full ? COPIES : 1;
    return new NewTopic(settings.name(topic), settings.partitions(), copies).configs(all);
  }

  /** Returns the settings that a topic must have to be safe, the exact value each. */
  SortedMap<String, String> required(Topic topic) {
    return new TreeMap<>(
        Map.of(
            TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false",
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime",
            TopicConfig.CLEANUP_POLICY_CONFIG, cleanup(topic)));
  }

  /** Returns why a required setting is required. */
  static String why(String setting) {
    return switch (setting) {
      case TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG ->
          "a replica that lags could become leader and acknowledged records would be lost";
      case TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG ->
          "the fold's windows are measured by the broker's clock";
      case TopicConfig.CLEANUP_POLICY_CONFIG ->
          "the log keeps every record for a time, the state the newest of each cluster for ever";
      default -> "the protocol rests on it";
    };
  }

  /** Returns the settings that a topic is created with beside these. */
  SortedMap<String, String> wanted(Topic topic) {
    SortedMap<String, String> all = new TreeMap<>();
    all.put(
        TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(ClientProperties.MOST_RECORD_BYTES));
    switch (topic) {
      case EVENTS -> all.putAll(retention(settings.retention().events()));
      case COMMANDS -> all.putAll(retention(settings.retention().commands()));
      case AUDIT -> all.putAll(retention(settings.retention().audit()));
      case STATE -> {
        all.put(TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.1");
        all.put(TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(STATE_SEGMENT_BYTES));
      }
    }
    return all;
  }

  /**
   * Kafka deletes closed segments only. So segments close by time, and little is kept longer than
   * it should.
   */
  private static Map<String, String> retention(Duration time) {
    long segment = Math.max(SHORTEST_SEGMENT.toMillis(), time.toMillis() / SEGMENTS);
    return Map.of(
        TopicConfig.SEGMENT_MS_CONFIG,
        Long.toString(segment),
        TopicConfig.RETENTION_MS_CONFIG,
        Long.toString(time.toMillis()),
        TopicConfig.RETENTION_BYTES_CONFIG,
        "-1");
  }

  private static String cleanup(Topic topic) {
    return switch (topic) {
      case EVENTS, COMMANDS, AUDIT -> TopicConfig.CLEANUP_POLICY_DELETE;
      case STATE -> TopicConfig.CLEANUP_POLICY_COMPACT;
    };
  }
}
