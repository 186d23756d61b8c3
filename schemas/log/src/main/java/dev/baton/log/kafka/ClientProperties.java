package dev.baton.log.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The properties of each Kafka client. The timings are for brokers that fail. A client gives up a
 * frozen host after the request timeout of 1 s; the default of 30 s would be the length of the
 * outage. A client that learns of a new leader asks it after 10 ms instead of 100 ms.
 */
final class ClientProperties {

  /** Room for a body of 1 MiB with its headers. */
  static final int MOST_RECORD_BYTES = (1 << 20) + (1 << 16);

  /** How long a call that waits for the broker's answer may take. */
  static final Duration API_TIMEOUT = Duration.ofSeconds(15);

  /**
   * The first claim on a new cluster of three brokers waits while they make fifty partitions: up to
   * 8 s.
   */
  static final Duration CLAIM_TIMEOUT = Duration.ofSeconds(30);

  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(1);

  /** A topic unused for this long is forgotten, and the next append to it would fail: ten years. */
  private static final long METADATA_IDLE_MS = Duration.ofDays(3650).toMillis();

  static {
    SteadyTimeInstaller.install(); // Before there is a client.
  }

  private ClientProperties() {}

  /** For events and commands; a send never blocks, it fails when it would. */
  static Map<String, Object> hotProducer(KafkaLogSettings settings) {
    Map<String, Object> all = producer(settings, "append");
    all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0);
    // A client knows the brokers that were alive when it last asked. If these die and others come
    // back, it finds them only if it begins anew with all configured addresses (KIP-899). By that
    // it
    // forgets the topics; the appender holds back what is appended meanwhile.
    all.put(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "rebootstrap");
    return all;
  }

  /** For audit and state of a partition. */
  static Map<String, Object> transactionalProducer(KafkaLogSettings settings, int partition) {
    Map<String, Object> all = producer(settings, "audit-" + partition);
    all.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, settings.topics().transactionalId(partition));
    all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, CLAIM_TIMEOUT.toMillis());
    // While the markers of the last transaction are written the coordinator says "not yet", and
    // each of these answers costs one backoff: 5 ms take a commit from about 100 ms to 50.
    all.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 5);
    all.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 20);
    // A transaction left open by a dead writer hides later records from readers for this long.
    all.put(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
        (int) settings.deliveryTimeout().plusSeconds(5).toMillis());
    return all;
  }

  /**
   * For one reader.
   *
   * @param isolation {@code read_committed} or {@code read_uncommitted}
   * @param unhurried whether the broker may gather records for 100 ms, or 64 KiB of them, before it
   *     answers: each answer to each reader costs processor time at both ends
   */
  static Map<String, Object> consumer(
      KafkaLogSettings settings, String isolation, boolean unhurried) {
    Map<String, Object> all = common(settings, "read");
    all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
    all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    all.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2000);
    all.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, unhurried ? 65_536 : 1);
    // The ceiling of a long poll that ends as soon as there is a byte; below the request timeout.
    all.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, unhurried ? 100 : 400);
    all.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) API_TIMEOUT.toMillis());
    return all;
  }

  /**
   * For a member that shares partitions with others and reads nothing by its consumer.
   *
   * <p>The broker's lower bound for the session is 6 s unless it is configured otherwise: that long
   * after it last heard a member, the broker counts the member out. The classic protocol, because
   * in the newer one that time is the broker's alone, 45 s. No static membership: a member that
   * leaves is replaced at once. Cooperative: a member works on with the partitions that it keeps,
   * while others change hands.
   */
  static Map<String, Object> member(KafkaLogSettings settings, String group) {
    Map<String, Object> all = consumer(settings, "read_uncommitted", false);
    all.put(CommonClientConfigs.CLIENT_ID_CONFIG, settings.clientId() + "-member");
    all.put(ConsumerConfig.GROUP_ID_CONFIG, settings.topics().prefix() + group);
    all.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    all.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    all.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
    all.putIfAbsent(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 500);
    // How long the others wait for one that is giving partitions back.
    all.putIfAbsent(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 60_000);
    return all;
  }

  /**
   * For topics and offsets.
   *
   * @param patience how long one question may take, at most {@link #API_TIMEOUT} and at least the
   *     time of two requests
   */
  static Map<String, Object> admin(KafkaLogSettings settings, Duration patience) {
    Map<String, Object> all = common(settings, "admin");
    long least = REQUEST_TIMEOUT.multipliedBy(2).toMillis();
    long most = API_TIMEOUT.toMillis();
    all.put(
        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
        (int) Math.max(least, Math.min(most, patience.toMillis())));
    return all;
  }

  private static Map<String, Object> producer(KafkaLogSettings settings, String role) {
    Map<String, Object> all = common(settings, role);
    all.put(ProducerConfig.ACKS_CONFIG, "all");
    all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    all.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    // One, not five: a broker that does not know a producer yet takes its second batch although the
    // first was refused (a leader just elected), and the order of appends would be lost. Seen here.
    all.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) deliveryMillis(settings, all));
    all.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MOST_RECORD_BYTES);
    all.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, METADATA_IDLE_MS);
    return all;
  }

  /** Kafka refuses a delivery timeout below one request's. */
  private static long deliveryMillis(KafkaLogSettings settings, Map<String, Object> all) {
    long request =
        Long.parseLong(String.valueOf(all.get(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG)));
    return Math.max(settings.deliveryTimeout().toMillis(), request);
  }

  private static Map<String, Object> common(KafkaLogSettings settings, String role) {
    Map<String, Object> all = new HashMap<>();
    all.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST_TIMEOUT.toMillis());
    all.put(CommonClientConfigs.RETRY_BACKOFF_MS_CONFIG, 10);
    all.put(CommonClientConfigs.RETRY_BACKOFF_MAX_MS_CONFIG, 50);
    all.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, 10);
    all.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 50);
    all.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 500);
    all.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, 1000);
    all.put(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, 30_000);
    all.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    all.putAll(settings.clientProperties());
    all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    all.put(CommonClientConfigs.CLIENT_ID_CONFIG, settings.clientId() + "-" + role);
    return all;
  }
}
