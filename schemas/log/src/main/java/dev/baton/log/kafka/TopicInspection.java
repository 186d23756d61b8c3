package dev.baton.log.kafka;

import dev.baton.log.Topic;
import dev.baton.log.TopicFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Compares a topic with what it must be.
 *
 * @param settings how Kafka is reached and what is wanted
 * @param topic which topic
 * @param description its partitions
 * @param config its effective settings, the broker's defaults among them; empty where this client
 *     may not see them
 */
record TopicInspection(
    KafkaLogSettings settings, Topic topic, TopicDescription description, Optional<Config> config) {

  /** Returns what is not safe. */
  List<TopicFinding> findings() {
    List<TopicFinding> all = new ArrayList<>();
    checkPartitions(all);
    checkCopies(all);
    if (config.isPresent()) {
      checkInSync(all);
      new TopicPlan(settings.topics())
          .required(topic)
          .forEach((setting, value) -> checkExact(all, setting, value));
      checkLeast(all, TopicConfig.MAX_MESSAGE_BYTES_CONFIG, ClientProperties.MOST_RECORD_BYTES);
      checkRetention(all);
    }
    return all;
  }

  /** Returns what is to be said of a topic that is not there. */
  static TopicFinding missing(KafkaLogSettings settings, Topic topic) {
    return new TopicFinding(
        topic,
        settings.topics().name(topic),
        TopicFinding.TOPIC,
        TopicFinding.MISSING,
        "there",
        "restart an arbiter, which makes the topic anew, empty (if it was deleted by mistake on a"
            + " Kafka that can restore it, restore it first)");
  }

  /** Returns what is to be said of a topic that was deleted and made anew. */
  static TopicFinding recreated(KafkaLogSettings settings, Topic topic) {
    return new TopicFinding(
        topic,
        settings.topics().name(topic),
        TopicFinding.TOPIC,
        "another one than before",
        "never deleted (what stood in it is lost)",
        "none is needed: it is read from its beginning, and what was lost is taken for acknowledged"
            + " records that were lost after all (rule B); see baton status");
  }

  /** Returns the least number of copies that a partition has. */
  int copies() {
    return description.partitions().stream()
        .mapToInt(partition -> partition.replicas().size())
        .min()
        .orElse(0);
  }

  private void checkPartitions(List<TopicFinding> all) {
    int present = description.partitions().size();
    int wanted = settings.topics().partitions();
    if (present != wanted) {
      all.add(
          finding(
              "partitions",
              Integer.toString(present),
              wanted + " as configured and alike in all four topics (keys would move otherwise)",
              wayBack(present)));
    }
  }

  private String wayBack(int present) {
    return "configure kafka.partitions: %d if all four topics were made with it and no cluster was"
            .formatted(present)
        + " ever defined; otherwise stop the arbiters, delete this topic (its history is lost), and"
        + " start them again, which make it anew"
        + (topic == Topic.STATE ? "; define the clusters again then" : "")
        + ": "
        + tool("kafka-topics.sh", "--delete --topic " + description.name());
  }

  private void checkCopies(List<TopicFinding> all) {
    int least = settings.topics().singleBroker() ? 1 : TopicPlan.COPIES;
    if (copies() < least) {
      all.add(
          finding(
              "replication factor",
              Integer.toString(copies()),
              "at least %d (or start with --single-broker, which says what that gives up)"
                  .formatted(least),
              reassignment()));
    }
  }

  private void checkInSync(List<TopicFinding> all) {
    int inSync = settings.topics().singleBroker() ? 1 : TopicPlan.IN_SYNC;
    checkLeast(all, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, inSync);
    if (number(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG) > copies()) {
      all.add(
          finding(
              TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
              value(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG),
              "at most %d, the number of copies (nothing could be written)".formatted(copies()),
              change(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(inSync))));
    }
  }

  /** The state is kept for ever, whatever these say. */
  private void checkRetention(List<TopicFinding> all) {
    if (topic != Topic.STATE) {
      checkKept(
          all,
          TopicConfig.RETENTION_MS_CONFIG,
          TopicPlan.LEAST_RETENTION_MS,
          "an hour: whoever was away or starts reads on where it stopped, and what is gone by then"
              + " is a loss of acknowledged records (rule B)");
      checkKept(
          all,
          TopicConfig.RETENTION_BYTES_CONFIG,
          TopicPlan.LEAST_RETENTION_BYTES,
          "256 MiB a partition, about an hour of several clusters");
    }
  }

  /** -1 is without limit. */
  private void checkKept(List<TopicFinding> all, String setting, long least, String why) {
    if (!value(setting).equals("-1") && number(setting) < least) {
      all.add(
          finding(
              setting,
              value(setting),
              "at least %d (%s), or -1".formatted(least, why),
              change(setting, Long.toString(kept(setting)))));
    }
  }

  private long kept(String setting) {
    String wanted = new TopicPlan(settings.topics()).wanted(topic).getOrDefault(setting, "-1");
    return Long.parseLong(wanted);
  }

  private void checkExact(List<TopicFinding> all, String setting, String required) {
    if (!value(setting).equals(required)) {
      all.add(
          finding(
              setting,
              value(setting),
              required + " (" + TopicPlan.why(setting) + ")",
              change(setting, required)));
    }
  }

  private void checkLeast(List<TopicFinding> all, String setting, int least) {
    if (number(setting) < least) {
      all.add(
          finding(
              setting,
              value(setting),
              "at least " + least,
              change(setting, Integer.toString(least))));
    }
  }

  private String value(String setting) {
    return config.map(of -> of.get(setting)).map(ConfigEntry::value).orElse("unknown");
  }

  private long number(String setting) {
    String value = value(setting);
    return value.matches("\\d{1,18}") ? Long.parseLong(value) : 0;
  }

  private TopicFinding finding(String setting, String value, String required, String fix) {
    return new TopicFinding(topic, description.name(), setting, value, required, fix);
  }

  private String change(String setting, String value) {
    return tool(
        "kafka-configs.sh",
        "--alter --entity-type topics --entity-name %s --add-config %s=%s"
            .formatted(description.name(), setting, value));
  }

  /**
   * The brokers' ids have to be filled in: which of them are to hold copies is for people to say.
   */
  private String reassignment() {
    String partitions =
        IntStream.range(0, description.partitions().size())
            .mapToObj(
                partition ->
                    "{\"topic\":\"%s\",\"partition\":%d,\"replicas\":[1,2,3]}"
                        .formatted(description.name(), partition))
            .collect(Collectors.joining(","));
    return "with the ids of three brokers in place of 1,2,3: "
        + "echo '{\"version\":1,\"partitions\":[%s]}'".formatted(partitions)
        + " > copies.json; "
        + tool("kafka-reassign-partitions.sh", "--reassignment-json-file copies.json --execute");
  }

  private String tool(String name, String arguments) {
    return "%s --bootstrap-server %s %s".formatted(name, settings.bootstrapServers(), arguments);
  }
}
