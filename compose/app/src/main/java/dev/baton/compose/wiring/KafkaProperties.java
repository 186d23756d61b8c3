package dev.baton.compose.wiring;

import dev.baton.compose.config.Config;
import dev.baton.compose.config.ConfigException;
import dev.baton.compose.config.Problem;
import dev.baton.compose.config.Suggestion;
import dev.baton.log.kafka.KafkaLogSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.internals.LogContext;

/**
 * Checks {@code kafka.properties.*} as far as that is possible without a broker. Each problem names
 * the place of the property.
 */
public final class KafkaProperties {

  private static final String PREFIX = "kafka.properties.";
  private static final Pattern NAMED = Pattern.compile("configuration '?([a-z0-9.]+[a-z0-9])");

  private static final Pattern QUOTED = Pattern.compile("['\"]([^'\"]+)['\"]");

  /** Mechanisms whose login needs another server. */
  private static final List<String> REMOTE = List.of("GSSAPI", "OAUTHBEARER");

  private final Config config;
  private final SortedMap<String, String> written;
  private final List<Problem> problems = new ArrayList<>();

  private KafkaProperties(Config config) {
    this.config = config;
    this.written = config.properties(CommonKeys.KAFKA_PROPERTIES);
  }

  /**
   * Checks the properties.
   *
   * @throws ConfigException naming every property that Baton sets itself, that resembles a known
   *     one, or whose value Kafka's client refuses
   */
  public static void check(Config config) {
    List<Problem> problems = problems(config);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  /** Returns the problems of the properties. */
  static List<Problem> problems(Config config) {
    KafkaProperties properties = new KafkaProperties(config);
    if (properties.written.isEmpty()) {
      return List.of();
    }
    properties.checkNames();
    if (properties.problems.isEmpty()) {
      properties.checkValues();
    }
    if (properties.problems.isEmpty()) {
      properties.checkFiles();
    }
    if (properties.problems.isEmpty()) {
      properties.checkSecurity();
    }
    return properties.problems;
  }

  private void checkNames() {
    TreeSet<String> known = new TreeSet<>(ProducerConfig.configNames());
    known.addAll(ConsumerConfig.configNames());
    known.addAll(AdminClientConfig.configNames());
    for (String name : written.keySet()) {
      if (KafkaLogSettings.reserved().contains(name)) {
        add(name, "cannot be set: what Baton promises rests on Baton's own value");
      } else if (!known.contains(name)) {
        // Plug-ins have properties of their own. A name that resembles a known one is a typing
        // error.
        Suggestion.of(name, known)
            .ifPresent(
                meant ->
                    add(name, "is no property of Kafka's clients; did you mean " + meant + "?"));
      }
    }
  }

  private void checkValues() {
    Map<String, Object> all = new HashMap<>(written);
    all.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:9092");
    Map<String, Object> producer = new HashMap<>(all);
    producer.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    producer.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    Map<String, Object> consumer = new HashMap<>(all);
    consumer.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    consumer.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    List<Runnable> readings =
        List.of(
            () -> new AdminClientConfig(all),
            () -> new ProducerConfig(producer),
            () -> new ConsumerConfig(consumer));
    for (Runnable reading : readings) {
      try {
        reading.run();
      } catch (KafkaException e) {
        refused(Config.messageOf(e));
      }
    }
  }

  /** The message of Kafka's client has the property's name in the middle. */
  private void refused(String message) {
    Matcher matcher = NAMED.matcher(message);
    String name = matcher.find() ? matcher.group(1) : "";
    String what = "Kafka's client refuses it: " + message.lines().findFirst().orElse("");
    if (problems.stream().noneMatch(problem -> problem.field().equals(PREFIX + name))) {
      add(name, what);
    }
  }

  private void checkFiles() {
    written.forEach(
        (name, value) -> {
          if (name.endsWith("store.location") && !Files.isReadable(Path.of(value))) {
            add(name, "\"" + value + "\" is not there, or may not be read");
          }
        });
  }

  /** Reads the key stores and the login configuration, as the client does before it connects. */
  private void checkSecurity() {
    Map<String, Object> all = new HashMap<>(written);
    all.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:9092");
    AdminClientConfig read = new AdminClientConfig(all);
    String protocol = read.getString(AdminClientConfig.SECURITY_PROTOCOL_CONFIG);
    try {
      if (protocol.startsWith("SASL")) {
        JaasContext.loadClientContext(read.values());
      }
      if (!REMOTE.contains(written.getOrDefault("sasl.mechanism", "GSSAPI"))
          || !protocol.startsWith("SASL")) {
        ClientUtils.createChannelBuilder(read, Time.SYSTEM, new LogContext()).close();
      }
    } catch (KafkaException | IllegalArgumentException | IllegalStateException e) {
      String message = withoutSecrets(innermost(e));
      add(blamed(message, protocol), "cannot be used: " + message);
    }
  }

  /**
   * Returns the property to blame: the store whose path is in the message, otherwise the login
   * configuration or the security protocol.
   */
  private String blamed(String message, String protocol) {
    String otherwise = protocol.startsWith("SASL") ? "sasl.jaas.config" : "security.protocol";
    return written.entrySet().stream()
        .filter(entry -> entry.getKey().endsWith("store.location"))
        .filter(entry -> message.contains(entry.getValue()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(otherwise);
  }

  /** The parser of a login configuration quotes it, so its secrets are removed from the message. */
  private String withoutSecrets(String message) {
    String login = written.getOrDefault("sasl.jaas.config", "");
    return QUOTED
        .matcher(message)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    login.contains(found.group(1)) ? "(hidden)" : found.group()));
  }

  private static String innermost(Exception e) {
    Throwable inner = e;
    for (int depth = 0; inner.getCause() != null && depth < 20; depth++) {
      inner = inner.getCause();
    }
    String outer = Config.messageOf(e);
    String message = inner.getClass().getSimpleName() + ": " + inner.getMessage();
    return inner == e || outer.contains(String.valueOf(inner.getMessage())) ? outer : message;
  }

  private void add(String name, String what) {
    String path = PREFIX + name;
    boolean written = config.isWritten(path);
    problems.add(
        new Problem(
            written ? config.origin(path) : config.firstOrigin(PREFIX),
            name.isEmpty() ? "kafka.properties" : path,
            what));
  }
}
