package dev.baton.network;

import dev.baton.compose.demo.TestCluster;
import dev.baton.log.Topic;
import dev.baton.log.kafka.TopicSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;

/** What the stage's brokers say of their partitions, asked from the client's host. */
final class PartitionSight implements AutoCloseable {
  private final TopicSettings topics;
  private final Admin admin;

  PartitionSight(TestCluster cluster) {
    this.topics = cluster.kafka().topics();
    Map<String, Object> properties =
        Map.of(
            "bootstrap.servers", cluster.brokers().bootstrap(),
            // As Baton's own clients: a host that is cut off is given up early.
            "request.timeout.ms", 1000,
            "default.api.timeout.ms", 5000);
    this.admin = cluster.client().inside(() -> Admin.create(properties));
  }

  /** The number of the broker that leads a partition. */
  int leader(Topic topic, int partition) {
    return description(topics.name(topic)).partitions().get(partition).leader().id();
  }

  /** Waits until every partition of every topic, Kafka's own among them, has all its copies. */
  void awaitAllInSync() {
    Awaitility.await()
        .atMost(TestCluster.PATIENCE)
        .ignoreException(CompletionException.class)
        .until(this::allInSync);
  }

  private boolean allInSync() {
    Set<String> names = join(admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
    return join(admin.describeTopics(names).allTopicNames()).values().stream()
        .flatMap(topic -> topic.partitions().stream())
        .allMatch(PartitionSight::isInSync);
  }

  private static boolean isInSync(TopicPartitionInfo partition) {
    return partition.replicas().size() == 3 && partition.isr().size() == 3;
  }

  /** The partitions of a topic. */
  TopicDescription description(String topic) {
    return join(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic);
  }

  /** The settings of a topic. */
  Config config(String topic) {
    return join(admin.describeConfigs(List.of(resource(topic))).all()).get(resource(topic));
  }

  /** Changes a setting of a topic, and returns when it can be read. */
  void change(String topic, String setting, String value) {
    var change = new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET);
    join(admin.incrementalAlterConfigs(Map.of(resource(topic), List.of(change))).all());
    Awaitility.await()
        .atMost(TestCluster.PATIENCE)
        .until(() -> config(topic).get(setting).value().equals(value));
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  private static <T> T join(KafkaFuture<T> answer) {
    return answer
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(TestCluster.PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .join();
  }

  @Override
  public void close() {
    admin.close();
  }
}
