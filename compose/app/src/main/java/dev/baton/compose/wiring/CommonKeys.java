package dev.baton.compose.wiring;

import dev.baton.compose.config.ConfigKey;
import dev.baton.compose.config.DurationText;
import dev.baton.compose.config.Endpoint;
import dev.baton.compose.config.ValueType;
import dev.baton.compose.config.ValueTypes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The configuration keys that several components have. */
public final class CommonKeys {

  /** The addresses of the brokers. */
  public static final ConfigKey<List<Endpoint>> KAFKA_BOOTSTRAP =
      ConfigKey.of(
          "kafka.bootstrap",
          ValueTypes.ENDPOINTS,
          "127.0.0.1:9092",
          "Kafka brokers to ask first; name more than one.");

  /** The prefix of the topics' names. */
  public static final ConfigKey<String> KAFKA_TOPIC_PREFIX =
      ConfigKey.of(
          "kafka.topic-prefix",
          ValueTypes.TEXT,
          "baton.",
          "What the names of the four topics begin with; the same everywhere.");

  /** Properties of Kafka's clients. */
  public static final ConfigKey<String> KAFKA_PROPERTIES =
      ConfigKey.optional(
          "kafka.properties.<property>",
          ValueTypes.TEXT,
          "Kafka's own",
          "A property of the Kafka clients, such as `security.protocol`; what Baton's rules rest on"
              + " cannot be set.");

  /** The level of messages. */
  public static final ConfigKey<String> LOG_LEVEL =
      ConfigKey.of(
          "log.level",
          ValueTypes.choice("error", "warn", "info", "debug", "trace"),
          "info",
          "How much Baton says on standard error; libraries only warn.");

  /** The form of messages. */
  public static final ConfigKey<String> LOG_FORMAT =
      ConfigKey.of(
          "log.format",
          ValueTypes.choice("text", "json"),
          "text",
          "Log lines for people, or a line of JSON each.");

  /** How long closing the services may take. */
  public static final ConfigKey<Duration> SHUTDOWN_DEADLINE =
      ConfigKey.of(
          "shutdown.deadline",
          within("1s", "10m"),
          "15s",
          "How long release, hand-over and leaving may take on SIGTERM, together.");

  /** Whether the threads on which a failover depends are real-time. */
  public static final ConfigKey<Boolean> REAL_TIME =
      ConfigKey.of(
          "process.real-time",
          ValueTypes.SWITCH,
          "true",
          "Whether the few threads that a lease and a failover wait for run before all ordinary"
              + " ones of the host (SCHED_RR, priority 1), so that a busy host does not hold"
              + " them up; needs CAP_SYS_NICE or an RTPRIO limit of 1, and does without where it"
              + " has neither.");

  /** Whether code is compiled before a failover needs it. */
  public static final ConfigKey<Boolean> WARM_UP =
      ConfigKey.of(
          "process.warm-up",
          ValueTypes.SWITCH,
          "true",
          "Whether a service plays failovers in memory for its first twenty seconds, a millisecond"
              + " or two at a time, so that its first real one does not wait for code to be"
              + " compiled. It touches no interface and no rule of the kernel.");

  private CommonKeys() {}

  /** Returns the key for the address of health and metrics, with that default port. */
  static ConfigKey<Optional<Endpoint>> httpListen(int port) {
    return ConfigKey.of(
        "http.listen",
        ValueTypes.LISTEN,
        "127.0.0.1:" + port,
        "Where `/health/live`, `/health/ready` and `/metrics` are served, without authentication.");
  }

  /** Returns a type for durations between two bounds, both included, as people write them. */
  static ValueType<Duration> within(String least, String most) {
    return ValueTypes.duration(DurationText.parse(least), DurationText.parse(most));
  }
}
