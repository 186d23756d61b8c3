package dev.baton.log.kafka;

import dev.baton.log.LogUnavailableException;
import dev.baton.log.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeConfigsResult;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the four topics where they are missing and refuses to go on where they are not safe.
 * Several processes may do so at once; doing it again changes nothing.
 */
public final class TopicSetup {

  private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

  /** What a single copy of each record gives up. */
  static final String SINGLE_BROKER_WARNING =
      "Fewer than three copies of each record are kept (--single-broker). While the broker is down"
          + " nobody takes over from a node that fails, and every holder lets go when its lease"
          + " runs out. If the broker's disk is lost, so are definitions and history. After"
          + " a power cut of the broker acknowledged records may be missing; assigning then pauses"
          + " until every lease has run out. Never do two nodes hold at once because of it.";

  private final KafkaLogSettings settings;
  private final Admin admin;
  private final long end;

  private TopicSetup(KafkaLogSettings settings, Admin admin, Duration deadline) {
    this.settings = settings;
    this.admin = admin;
    this.end = System.nanoTime() + deadline.toNanos();
  }

  /**
   * Waits for the brokers, creates missing topics and checks all four. Blocks.
   *
   * @param deadline how long to wait for brokers and for topics to appear
   * @return what is to be told to people: empty when everything is as it should be
   * @throws UnsafeTopicsException when a topic is not safe, with every setting, its value and the
   *     fix; or when topics are missing, there are fewer than three brokers, and {@code
   *     singleBroker} is not set
   * @throws LogUnavailableException when the brokers do not answer in time
   */
  public static List<String> ensure(KafkaLogSettings settings, Duration deadline) {
    try (Admin admin = Admin.create(ClientProperties.admin(settings, deadline))) {
      return new TopicSetup(settings, admin, deadline).run();
    } catch (KafkaException e) {
      throw new LogUnavailableException(
          "no answer from " + settings.bootstrapServers() + ": " + e.getMessage(), e);
    }
  }

  private List<String> run() {
    awaitBrokers(1);
    List<Topic> missing = missing();
    if (!missing.isEmpty()) {
      int brokers = awaitBrokers(TopicPlan.COPIES);
      if (brokers < TopicPlan.COPIES && !settings.topics().singleBroker()) {
        throw tooFew(brokers);
      }
      create(missing, brokers);
    }
    return check();
  }

  /** Waits for that many brokers, except where fewer will do, and returns how many there are. */
  private int awaitBrokers(int wanted) {
    int enough = settings.topics().singleBroker() ? 1 : wanted;
    int present = 0;
    while (true) {
      try {
        present = Offsets.await(admin.describeCluster().nodes(), "the brokers").size();
        if (present >= enough) {
          return present;
        }
      } catch (LogUnavailableException e) {
        if (late()) {
          throw new LogUnavailableException(
              "no Kafka broker answers at " + settings.bootstrapServers(), e);
        }
      }
      if (late() && present > 0) {
        return present;
      }
      Pause.of(BETWEEN_TRIES);
    }
  }

  private boolean late() {
    return System.nanoTime() >= end;
  }

  private UnsafeTopicsException tooFew(int brokers) {
    return new UnsafeTopicsException(
        ("topics are missing at %s and there are %d brokers, %d are needed for %d copies of each"
                + " record. Start more brokers, or start with --single-broker: %s")
            .formatted(
                settings.bootstrapServers(),
                brokers,
                TopicPlan.COPIES,
                TopicPlan.COPIES,
                SINGLE_BROKER_WARNING));
  }

  private List<Topic> missing() {
    return Arrays.stream(Topic.values()).filter(topic -> describe(topic).isEmpty()).toList();
  }

  private void create(List<Topic> missing, int brokers) {
    TopicPlan plan = new TopicPlan(settings.topics());
    var answers =
        admin.createTopics(missing.stream().map(topic -> plan.create(topic, brokers)).toList());
    answers
        .values()
        .forEach(
            (name, created) -> {
              if (created(name, () -> Offsets.await(created, "the creation of " + name))) {
                LOG.atInfo().addKeyValue("topic", name).log("Topic created");
              }
            });
  }

  /** Somebody else may have been faster. */
  private static boolean created(String name, Runnable wait) {
    try {
      wait.run();
      return true;
    } catch (LogUnavailableException e) {
      if (e.getCause() instanceof TopicExistsException) {
        LOG.atDebug().addKeyValue("topic", name).log("Topic exists");
        return false;
      }
      throw e;
    }
  }

  private List<String> check() {
    List<TopicFinding> findings = new ArrayList<>();
    int copies = Integer.MAX_VALUE;
    for (TopicInspection inspection : inspections().values()) {
      findings.addAll(inspection.findings());
      copies = Math.min(copies, inspection.copies());
    }
    if (!findings.isEmpty()) {
      throw new UnsafeTopicsException(findings);
    }
    return copies < TopicPlan.COPIES ? List.of(SINGLE_BROKER_WARNING) : List.of();
  }

  private Map<Topic, TopicInspection> inspections() {
    Map<Topic, TopicInspection> all = new EnumMap<>(Topic.class);
    for (Topic topic : Topic.values()) {
      TopicDescription description = awaitTopic(topic);
      all.put(topic, new TopicInspection(settings, topic, description, config(topic)));
    }
    return all;
  }

  /** A topic just created is not known to every broker at once. */
  private TopicDescription awaitTopic(Topic topic) {
    while (true) {
      Optional<TopicDescription> description = describe(topic);
      if (description.isPresent()) {
        return description.get();
      }
      if (late()) {
        throw new LogUnavailableException(
            "topic " + settings.topics().name(topic) + " does not appear",
            new IllegalStateException("deadline passed"));
      }
      Pause.of(BETWEEN_TRIES);
    }
  }

  private Optional<TopicDescription> describe(Topic topic) {
    String name = settings.topics().name(topic);
    try {
      var answer = admin.describeTopics(List.of(name)).topicNameValues().get(name);
      return Optional.ofNullable(answer).map(future -> Offsets.await(future, "topic " + name));
    } catch (LogUnavailableException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Config config(Topic topic) {
    String name = settings.topics().name(topic);
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
    DescribeConfigsResult answer = admin.describeConfigs(List.of(resource));
    return Offsets.await(answer.all(), "the settings of " + name)
        .getOrDefault(resource, new Config(List.of()));
  }
}
