package dev.baton.log.kafka;

import dev.baton.log.LogMissingException;
import dev.baton.log.LogUnavailableException;
import dev.baton.log.Topic;
import dev.baton.log.TopicFinding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;

/**
 * The state of the topics at one moment.
 *
 * @param settings how Kafka is reached and what is wanted
 * @param used the topics that the caller needs
 * @param descriptions those that were there
 * @param configs their settings; absent where this client may not see them
 */
record TopicLookup(
    KafkaLogSettings settings,
    Set<Topic> used,
    Map<Topic, TopicDescription> descriptions,
    Map<Topic, Config> configs) {

  private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);
  private static final Duration CLOSE = Duration.ofSeconds(1);

  /**
   * If three of the four topics agree, their number of partitions is the one with which the topics
   * were made, whatever happened to the fourth.
   */
  private static final int MAJORITY = 3;

  /**
   * Waits for the topics of a log that another process makes, and reads their state. It does not
   * wait for the audit, on which nothing depends.
   *
   * @param used the topics that the caller needs
   * @return with settings that have the topics' number of partitions, and go without the copies
   *     that the topics do not have: whether that will do is for the arbiters to say
   * @throws LogMissingException when a needed topic is not there after that time
   * @throws LogUnavailableException when no broker answers within that time
   * @throws UnsafeTopicsException when the topics' numbers of partitions differ too much to tell
   *     which is right
   */
  static TopicLookup await(KafkaLogSettings settings, Set<Topic> used, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    Admin admin = admin(settings, patience);
    try {
      while (true) {
        TopicLookup look = now(admin, settings, Set.of(Topic.values()), used);
        Optional<Topic> missing =
            used.stream()
                .filter(topic -> topic != Topic.AUDIT)
                .sorted()
                .filter(look::lacks)
                .findFirst();
        if (missing.isEmpty()) {
          return look.asFound();
        }
        if (System.nanoTime() >= deadline) {
          String name = settings.topics().name(missing.orElseThrow());
          throw new LogMissingException(
              "it has no topic " + name + "; arbiters make it at their start",
              new IllegalStateException("waited for " + patience));
        }
        Pause.of(BETWEEN_TRIES);
      }
    } finally {
      admin.close(CLOSE);
    }
  }

  private static Admin admin(KafkaLogSettings settings, Duration patience) {
    try {
      return Admin.create(ClientProperties.admin(settings, patience));
    } catch (KafkaException e) {
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      throw new LogUnavailableException("the Kafka client: " + root.getMessage(), e);
    }
  }

  /**
   * Looks at the topics that are used.
   *
   * @throws LogUnavailableException when no broker answers
   */
  static TopicLookup now(Admin admin, KafkaLogSettings settings, Set<Topic> used) {
    return now(admin, settings, used, used);
  }

  /** Others are looked at as well as this client may. */
  private static TopicLookup now(
      Admin admin, KafkaLogSettings settings, Set<Topic> asked, Set<Topic> used) {
    var answers =
        admin
            .describeTopics(asked.stream().map(settings.topics()::name).toList())
            .topicNameValues();
    Map<Topic, TopicDescription> there = new EnumMap<>(Topic.class);
    for (Topic topic : asked) {
      String name = settings.topics().name(topic);
      Optional.ofNullable(answers.get(name))
          .flatMap(answer -> found(answer, name, !used.contains(topic)))
          .ifPresent(description -> there.put(topic, description));
    }
    return new TopicLookup(settings, used, there, configs(admin, settings, there.keySet()));
  }

  private static Map<Topic, Config> configs(
      Admin admin, KafkaLogSettings settings, Set<Topic> there) {
    Map<Topic, ConfigResource> resources = new EnumMap<>(Topic.class);
    there.forEach(
        topic ->
            resources.put(
                topic,
                new ConfigResource(ConfigResource.Type.TOPIC, settings.topics().name(topic))));
    var answers = admin.describeConfigs(resources.values()).values();
    Map<Topic, Config> all = new EnumMap<>(Topic.class);
    resources.forEach(
        (topic, resource) ->
            Optional.ofNullable(answers.get(resource))
                .flatMap(answer -> found(answer, "the settings of " + resource.name(), true))
                .ifPresent(config -> all.put(topic, config)));
    return all;
  }

  /**
   * Returns the answer; nothing where there is no such topic.
   *
   * @param dispensable whether there may be none either because this client may not ask
   */
  private static <T> Optional<T> found(KafkaFuture<T> answer, String what, boolean dispensable) {
    try {
      return Optional.of(Offsets.await(answer, what));
    } catch (LogMissingException e) {
      return Optional.empty();
    } catch (LogUnavailableException e) {
      if (dispensable && e.getCause() instanceof AuthorizationException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  boolean lacks(Topic topic) {
    return !descriptions.containsKey(topic);
  }

  /** Returns the ids of the topics that are there. */
  Map<Topic, Uuid> ids() {
    Map<Topic, Uuid> ids = new EnumMap<>(Topic.class);
    descriptions.forEach(
        (topic, description) -> {
          if (used.contains(topic)) {
            ids.put(topic, description.topicId());
          }
        });
    return ids;
  }

  /** Returns everything that is not as it must be. */
  List<TopicFinding> findings() {
    List<TopicFinding> all = new ArrayList<>();
    used.stream()
        .sorted()
        .forEach(
            topic -> {
              if (lacks(topic)) {
                all.add(TopicInspection.missing(settings, topic));
              } else {
                all.addAll(inspection(topic).findings());
              }
            });
    return all;
  }

  /** Returns the brokers that have the topics. One that is down has no host. */
  Set<Node> brokers() {
    return descriptions.values().stream()
        .flatMap(topic -> topic.partitions().stream())
        .flatMap(partition -> partition.replicas().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Returns the least number of copies that a partition has. */
  int copies() {
    return descriptions.keySet().stream()
        .mapToInt(topic -> inspection(topic).copies())
        .min()
        .orElse(0);
  }

  private TopicInspection inspection(Topic topic) {
    TopicDescription description = descriptions.get(topic);
    if (description == null) {
      throw new IllegalStateException(topic + " is not there");
    }
    return new TopicInspection(
        settings, topic, description, Optional.ofNullable(configs.get(topic)));
  }

  /** Returns the same under the settings by which those go who find the topics there. */
  private TopicLookup asFound() {
    TopicSettings topics = settings.topics().withPartitions(partitions());
    TopicSettings found = copies() < TopicPlan.COPIES ? topics.forSingleBroker() : topics;
    return new TopicLookup(settings.withTopics(found), used, descriptions, configs);
  }

  private int partitions() {
    Map<Integer, Long> counts =
        descriptions.values().stream()
            .collect(
                Collectors.groupingBy(
                    description -> description.partitions().size(), Collectors.counting()));
    return counts.entrySet().stream()
        .filter(count -> counts.size() == 1 || count.getValue() >= MAJORITY)
        .findFirst()
        .map(Map.Entry::getKey)
        .orElseThrow(this::torn);
  }

  private UnsafeTopicsException torn() {
    return new UnsafeTopicsException(
        "the topics have different numbers of partitions, so nobody can tell where a cluster's"
            + " history stands: "
            + descriptions.values().stream()
                .map(topic -> topic.name() + " has " + topic.partitions().size())
                .collect(Collectors.joining(", "))
            + ". All four must have what they were made with; stop the arbiters, delete those that"
            + " were changed (their history is lost), and start the arbiters: they make them"
            + " anew");
  }
}
