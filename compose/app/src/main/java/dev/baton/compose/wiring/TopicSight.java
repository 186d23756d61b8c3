package dev.baton.compose.wiring;

import dev.baton.log.LogUnavailableException;
import dev.baton.log.Topic;
import dev.baton.log.kafka.KafkaLogSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Looks at a topic that somebody else makes. */
final class TopicSight {

  private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final int REQUEST_TIMEOUT_MS = 1000;
  private static final int CONNECT_TIMEOUT_MS = 500;

  private TopicSight() {}

  /**
   * Returns how many partitions a topic has, once it is there.
   *
   * @throws LogUnavailableException when the brokers do not answer in time, or do not have it then;
   *     the message says which
   */
  static int awaitPartitions(KafkaLogSettings settings, Topic topic, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    String name = settings.topics().name(topic);
    try (Admin admin = Admin.create(properties(settings, patience))) {
      while (true) {
        try {
          return partitions(admin, name, deadline - System.nanoTime());
        } catch (ExecutionException e) {
          if (System.nanoTime() + PAUSE_NS > deadline) {
            throw unavailable(name, e);
          }
          TimeUnit.NANOSECONDS.sleep(PAUSE_NS);
        }
      }
    } catch (TimeoutException e) {
      throw new LogUnavailableException("no broker answers", e);
    } catch (KafkaException e) {
      throw new LogUnavailableException("the Kafka client: " + rootMessage(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LogUnavailableException("interrupted while looking for " + name, e);
    }
  }

  private static int partitions(Admin admin, String name, long nanos)
      throws ExecutionException, InterruptedException, TimeoutException {
    return admin
        .describeTopics(List.of(name))
        .allTopicNames()
        .get(nanos, TimeUnit.NANOSECONDS)
        .values()
        .iterator()
        .next()
        .partitions()
        .size();
  }

  private static LogUnavailableException unavailable(String name, ExecutionException e) {
    return e.getCause() instanceof UnknownTopicOrPartitionException
        ? new LogUnavailableException(
            "it has no topic " + name + "; arbiters make it at their start", e)
        : new LogUnavailableException("no broker answers: " + rootMessage(e), e);
  }

  private static String rootMessage(Exception e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  private static Map<String, Object> properties(KafkaLogSettings settings, Duration patience) {
    Map<String, Object> all = new HashMap<>();
    all.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
    all.put(
        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
        (int) Math.max(REQUEST_TIMEOUT_MS, patience.toMillis()));
    all.put(AdminClientConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, CONNECT_TIMEOUT_MS);
    all.put(AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    all.putAll(settings.clientProperties());
    all.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    all.put(AdminClientConfig.CLIENT_ID_CONFIG, settings.clientId() + "-look");
    return all;
  }
}
