package dev.baton.log.kafka;

import dev.baton.log.LogUnavailableException;
import dev.baton.log.Topic;
import dev.baton.log.TopicFinding;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the four topics where they are missing and refuses to go on where they are not safe.
 * Several processes may do so at once; doing it again changes nothing.
 */
public final class TopicSetup {

  private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);
  private static final Duration CLOSE = Duration.ofSeconds(1);

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
    try {
      Admin admin = Admin.create(ClientProperties.admin(settings, deadline));
      try {
        return new TopicSetup(settings, admin, deadline).run();
      } finally {
        admin.close(CLOSE);
      }
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
    TopicLookup look = TopicLookup.now(admin, settings, Set.of(Topic.values()));
    return Arrays.stream(Topic.values()).filter(look::lacks).toList();
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
    TopicLookup look = lookWhenAllAreThere();
    List<TopicFinding> findings = look.findings();
    if (!findings.isEmpty()) {
      throw new UnsafeTopicsException(findings);
    }
    return look.copies() < TopicPlan.COPIES ? List.of(SINGLE_BROKER_WARNING) : List.of();
  }

  /** A topic just created is not known to every broker at once. */
  private TopicLookup lookWhenAllAreThere() {
    while (true) {
      TopicLookup look = TopicLookup.now(admin, settings, Set.of(Topic.values()));
      Optional<Topic> missing = Arrays.stream(Topic.values()).filter(look::lacks).findFirst();
      if (missing.isEmpty()) {
        return look;
      }
      if (late()) {
        throw new LogUnavailableException(
            "topic " + settings.topics().name(missing.orElseThrow()) + " does not appear",
            new IllegalStateException("deadline passed"));
      }
      Pause.of(BETWEEN_TRIES);
    }
  }
}
