package dev.baton.log.kafka;

import dev.baton.log.Topic;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The topics of a log.
 *
 * @param prefix what the four names begin with, up to 100 of letters, digits, dot, underscore and
 *     hyphen; logs of different prefixes on one Kafka know nothing of each other
 * @param partitions how many partitions each topic has, 1 to 1000; fixed once the topics exist,
 *     because another count would give keys other partitions
 * @param singleBroker whether fewer than three copies of each record are acceptable
 * @param retention how long records are kept; only used when topics are created
 */
public record TopicSettings(
    String prefix, int partitions, boolean singleBroker, Retention retention) {

  // Before the default, whose construction needs it.
  private static final Pattern PREFIX = Pattern.compile("[a-zA-Z0-9._-]{1,100}");

  /** {@code baton.}, three partitions, three copies. */
  public static final TopicSettings DEFAULT =
      new TopicSettings("baton.", 3, false, Retention.DEFAULT);

  /** Checks the ranges. */
  public TopicSettings {
    if (!PREFIX.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "prefix: \"" + prefix + "\" is not 1 to 100 of letters, digits, dot, _ and -");
    }
    if (partitions < 1 || partitions > 1000) {
      throw new IllegalArgumentException("partitions: " + partitions + " is not within 1 to 1000");
    }
  }

  /** Returns a topic's full name. */
  public String name(Topic topic) {
    return prefix + topic.name().toLowerCase(Locale.ROOT);
  }

  /** Returns the transactional id of a partition's leader. */
  String transactionalId(int partition) {
    return prefix.replaceAll("[._-]+$", "") + "-arbiter-" + partition;
  }

  /** Returns these settings with another prefix. */
  public TopicSettings withPrefix(String other) {
    return new TopicSettings(other, partitions, singleBroker, retention);
  }

  /** Returns these settings with another number of partitions. */
  public TopicSettings withPartitions(int other) {
    return new TopicSettings(prefix, other, singleBroker, retention);
  }

  /** Returns these settings for as few brokers as there are. */
  public TopicSettings forSingleBroker() {
    return new TopicSettings(prefix, partitions, true, retention);
  }

  /**
   * How long records are kept. The state is kept for ever, the newest of each cluster.
   *
   * @param events at least an hour, and long enough to fold on from the state after any outage
   * @param commands at least an hour
   * @param audit at least an hour
   */
  public record Retention(Duration events, Duration commands, Duration audit) {

    /** Events and commands for a week, the audit for a year. */
    public static final Retention DEFAULT =
        new Retention(Duration.ofDays(7), Duration.ofDays(7), Duration.ofDays(365));

    /** Checks the ranges. */
    public Retention {
      require("events", events);
      require("commands", commands);
      require("audit", audit);
    }

    private static void require(String field, Duration value) {
      if (value.compareTo(Duration.ofHours(1)) < 0) {
        throw new IllegalArgumentException(
            "retention." + field + ": " + value + " is less than an hour");
      }
    }
  }
}
