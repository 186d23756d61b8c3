package dev.baton.compose.wiring;

import dev.baton.compose.config.Config;
import dev.baton.compose.config.ConfigException;
import dev.baton.compose.config.Endpoint;
import dev.baton.compose.service.ExitCode;
import dev.baton.compose.service.ServiceException;
import dev.baton.log.EventLog;
import dev.baton.log.LogMissingException;
import dev.baton.log.LogUnavailableException;
import dev.baton.log.Topic;
import dev.baton.log.kafka.KafkaEventLog;
import dev.baton.log.kafka.KafkaLogSettings;
import dev.baton.log.kafka.TopicSettings;
import dev.baton.log.kafka.TopicSettings.Retention;
import dev.baton.log.kafka.TopicSetup;
import dev.baton.log.kafka.UnsafeTopicsException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the log on Kafka. Arbiters create its topics and check them. All other components wait for
 * the topics and take their number of partitions as it is. All components keep checking the topics
 * while they run.
 */
public final class KafkaLogs implements LogOpener {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaLogs.class);

  /** The name under which an operator's verb opens the log. */
  public static final String OPERATOR = "operator";

  /** Only operators read the audit. */
  private static final Set<Topic> SERVICES = EnumSet.complementOf(EnumSet.of(Topic.AUDIT));

  /** Creates the opener. */
  public KafkaLogs() {}

  @Override
  public EventLog open(Config config, String who, Duration patience) {
    try {
      KafkaLogSettings settings = settings(config, who);
      return explained(
          config,
          patience,
          left ->
              who.equals(OPERATOR)
                  ? KafkaEventLog.visit(settings, EnumSet.allOf(Topic.class), left)
                  : KafkaEventLog.join(settings, SERVICES, left));
    } catch (UnsafeTopicsException e) {
      throw new ServiceException(ExitCode.REFUSED, Config.messageOf(e), e);
    }
  }

  @Override
  public EventLog create(Config config, String who, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    KafkaLogSettings settings = settings(config, who).withTopics(topics(config));
    try {
      explained(config, patience, left -> TopicSetup.ensure(settings, left))
          .forEach(warning -> LOG.atWarn().log(warning));
    } catch (UnsafeTopicsException e) {
      throw new ServiceException(ExitCode.REFUSED, Config.messageOf(e), e);
    }
    return connect(settings, Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
  }

  /**
   * Asks the brokers something, and explains a failure as far as that is possible.
   *
   * @param asking receives the time that is left
   */
  private static <T> T explained(Config config, Duration patience, Function<Duration, T> asking) {
    long deadline = System.nanoTime() + patience.toNanos();
    List<Endpoint> addresses = config.get(CommonKeys.KAFKA_BOOTSTRAP);
    Map<String, String> properties = config.properties(CommonKeys.KAFKA_PROPERTIES);
    List<String> silent = BrokerCheck.look(addresses, properties, patience);
    try {
      return asking.apply(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
    } catch (LogMissingException e) {
      throw e;
    } catch (LogUnavailableException e) {
      if (!silent.isEmpty()) {
        throw new LogUnavailableException("no broker answers: " + String.join("; ", silent), e);
      }
      Optional<String> refused = BrokerRefusal.of(e);
      List<String> found =
          refused.isPresent()
              ? List.of(refused.orElseThrow())
              : BrokerCheck.obstacles(addresses, properties);
      if (found.isEmpty()) {
        throw e;
      }
      throw new BrokerRefusedException(String.join("; ", found), e);
    }
  }

  private static EventLog connect(KafkaLogSettings settings, Duration patience) {
    try {
      return KafkaEventLog.open(settings, patience);
    } catch (IllegalStateException e) {
      throw new ServiceException(ExitCode.REFUSED, Config.messageOf(e), e);
    }
  }

  private static KafkaLogSettings settings(Config config, String who) {
    String bootstrap =
        config.get(CommonKeys.KAFKA_BOOTSTRAP).stream()
            .map(Object::toString)
            .collect(Collectors.joining(","));
    KafkaLogSettings plain =
        KafkaLogSettings.of(bootstrap)
            .withTopics(TopicSettings.DEFAULT.withPrefix(config.get(CommonKeys.KAFKA_TOPIC_PREFIX)))
            .withClientId("baton-" + who);
    try {
      return new KafkaLogSettings(
          plain.bootstrapServers(),
          plain.topics(),
          config.properties(CommonKeys.KAFKA_PROPERTIES),
          plain.deliveryTimeout(),
          plain.clientId());
    } catch (IllegalArgumentException e) {
      throw new ConfigException(List.of(config.problem("kafka", Config.messageOf(e))));
    }
  }

  private static TopicSettings topics(Config config) {
    return new TopicSettings(
        config.get(CommonKeys.KAFKA_TOPIC_PREFIX),
        config.get(ArbiterKeys.PARTITIONS),
        config.get(ArbiterKeys.SINGLE_BROKER),
        new Retention(
            config.get(ArbiterKeys.KEEP_EVENTS),
            config.get(ArbiterKeys.KEEP_COMMANDS),
            config.get(ArbiterKeys.KEEP_AUDIT)));
  }
}
