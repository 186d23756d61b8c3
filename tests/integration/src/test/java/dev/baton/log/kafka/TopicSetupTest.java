package dev.baton.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import dev.baton.log.Topic;
import dev.baton.log.TopicFinding;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicSetupTest {

  private final KafkaLogSettings settings = TestBroker.newLog();

  @Test
  void createsSafeTopicsAndSaysWhatASingleBrokerGivesUp() {
    List<String> first = TopicSetup.ensure(settings, TestBroker.PATIENCE);
    List<String> again = TopicSetup.ensure(settings, TestBroker.PATIENCE);

    assertThat(first).containsExactly(TopicSetup.SINGLE_BROKER_WARNING).isEqualTo(again);
    assertThat(value(Topic.EVENTS, "retention.ms")).isEqualTo("604800000");
    assertThat(value(Topic.COMMANDS, "retention.ms")).isEqualTo("604800000");
    assertThat(value(Topic.AUDIT, "retention.ms")).isEqualTo("31536000000");
    assertThat(value(Topic.STATE, "cleanup.policy")).isEqualTo("compact");
  }

  @Test
  void createsTopicsOnceWhenSeveralStartTogether() {
    Stream.generate(() -> settings)
        .limit(4)
        .parallel()
        .forEach(each -> TopicSetup.ensure(each, TestBroker.PATIENCE));

    assertThat(TopicSetup.ensure(settings, TestBroker.PATIENCE)).hasSize(1);
  }

  @Test
  void refusesASingleBrokerUnlessToldTo() {
    KafkaLogSettings strict = strict();

    assertThatExceptionOfType(UnsafeTopicsException.class)
        .isThrownBy(() -> TopicSetup.ensure(strict, Duration.ofMillis(300)))
        .withMessageContaining("there are 1 brokers, 3 are needed")
        .withMessageContaining("--single-broker");
  }

  @Test
  void refusesTopicsWithTooFewCopiesAndPrintsEveryFix() {
    TopicSetup.ensure(settings, TestBroker.PATIENCE);

    UnsafeTopicsException refused =
        catchThrowableOfType(
            UnsafeTopicsException.class, () -> TopicSetup.ensure(strict(), TestBroker.PATIENCE));

    assertThat(refused.findings())
        .extracting(TopicFinding::setting)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Topic.values())
                .flatMap(topic -> Stream.of("replication factor", "min.insync.replicas"))
                .toList());
    assertThat(refused.getMessage())
        .contains(
            settings.topics().name(Topic.EVENTS) + ": min.insync.replicas is 1, must be at least 2",
            "kafka-configs.sh --bootstrap-server %s --alter --entity-type topics --entity-name %s"
                    .formatted(settings.bootstrapServers(), settings.topics().name(Topic.STATE))
                + " --add-config min.insync.replicas=2",
            "kafka-reassign-partitions.sh");
  }

  @ParameterizedTest
  @CsvSource({
    "EVENTS, unclean.leader.election.enable, true, unclean.leader.election.enable=false",
    "COMMANDS, message.timestamp.type, CreateTime, message.timestamp.type=LogAppendTime",
    "STATE, cleanup.policy, delete, cleanup.policy=compact",
    "AUDIT, cleanup.policy, compact, cleanup.policy=delete",
    "EVENTS, max.message.bytes, 1000, max.message.bytes=1114112",
    "EVENTS, retention.ms, 60000, retention.ms=604800000",
    "AUDIT, retention.ms, 3599999, retention.ms=31536000000",
    "COMMANDS, retention.bytes, 1000, retention.bytes=-1",
    "STATE, min.insync.replicas, 2, min.insync.replicas=1",
  })
  void refusesAnUnsafeSettingWithItsValueAndItsFix(
      Topic topic, String setting, String unsafe, String fix) {
    TopicSetup.ensure(settings, TestBroker.PATIENCE);
    change(topic, setting, unsafe);

    UnsafeTopicsException refused =
        catchThrowableOfType(
            UnsafeTopicsException.class, () -> TopicSetup.ensure(settings, TestBroker.PATIENCE));

    assertThat(refused.findings()).hasSize(1);
    TopicFinding finding = refused.findings().get(0);
    assertThat(finding.topic()).isEqualTo(settings.topics().name(topic));
    assertThat(finding.setting()).isEqualTo(setting);
    assertThat(finding.value()).isEqualTo(unsafe);
    assertThat(finding.fix()).endsWith("--entity-name " + finding.topic() + " --add-config " + fix);
  }

  @Test
  void refusesAnotherNumberOfPartitions() {
    try (Admin admin = admin()) {
      String name = settings.topics().name(Topic.AUDIT);
      join(admin.createTopics(List.of(new NewTopic(name, 5, (short) 1))).all());
    }

    UnsafeTopicsException refused =
        catchThrowableOfType(
            UnsafeTopicsException.class, () -> TopicSetup.ensure(settings, TestBroker.PATIENCE));

    assertThat(refused.findings())
        .extracting(TopicFinding::setting, TopicFinding::value)
        .contains(tuple("partitions", "5"));
  }

  private KafkaLogSettings strict() {
    TopicSettings topics = settings.topics();
    return settings.withTopics(
        new TopicSettings(topics.prefix(), topics.partitions(), false, topics.retention()));
  }

  private void change(Topic topic, String setting, String value) {
    try (Admin admin = admin()) {
      Map<ConfigResource, Collection<AlterConfigOp>> changes =
          Map.of(
              resource(topic),
              List.of(
                  new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET)));
      join(admin.incrementalAlterConfigs(changes).all());
    }
    Awaitility.await().atMost(TestBroker.PATIENCE).until(() -> value(topic, setting).equals(value));
  }

  private String value(Topic topic, String setting) {
    try (Admin admin = admin()) {
      return join(admin.describeConfigs(List.of(resource(topic))).all())
          .get(resource(topic))
          .get(setting)
          .value();
    }
  }

  private ConfigResource resource(Topic topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, settings.topics().name(topic));
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", settings.bootstrapServers()));
  }

  private static <T> T join(KafkaFuture<T> answer) {
    return answer
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(TestBroker.PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .join();
  }
}
