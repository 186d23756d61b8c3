package dev.baton.log.kafka;

import dev.baton.log.Topic;
import java.util.ArrayList;
import java.util.List;
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
 * @param config its effective settings, the broker's defaults among them
 */
record TopicInspection(
    KafkaLogSettings settings, Topic topic, TopicDescription description, Config config) {

  /** Returns what is not safe. */
  List<TopicFinding> findings() {
    List<TopicFinding> all = new ArrayList<>();
    checkPartitions(all);
    checkCopies(all);
    new TopicPlan(settings.topics())
        .required(topic)
        .forEach((setting, value) -> checkExact(all, setting, value));
    checkLeast(all, TopicConfig.MAX_MESSAGE_BYTES_CONFIG, ClientProperties.MOST_RECORD_BYTES);
    return all;
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
              "configure partitions: %d if all four topics have it, or begin anew under another"
                      .formatted(present)
                  + " prefix, or (this deletes the topic's history) "
                  + tool("kafka-topics.sh", "--delete --topic " + description.name())));
    }
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
    ConfigEntry entry = config.get(setting);
    return entry == null || entry.value() == null ? "unknown" : entry.value();
  }

  private long number(String setting) {
    String value = value(setting);
    return value.matches("\\d{1,18}") ? Long.parseLong(value) : 0;
  }

  private TopicFinding finding(String setting, String value, String required, String fix) {
    return new TopicFinding(description.name(), setting, value, required, fix);
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
