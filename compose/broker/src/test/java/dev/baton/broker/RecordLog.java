package dev.baton.broker;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** One partition of text records on a broker under test. */
record RecordLog(String bootstrapServers) {
  private static final String TOPIC = "records";
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  void create() throws Exception {
    create(1);
  }

  /** In that many copies, of which all but one must be in sync for a record to be acknowledged. */
  void create(int copies) throws Exception {
    String least = String.valueOf(Math.max(1, copies - 1));
    var topic =
        new NewTopic(TOPIC, 1, (short) copies).configs(Map.of("min.insync.replicas", least));
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin.createTopics(List.of(topic)).all().get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  Set<String> topics() throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      return admin.listTopics().names().get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  /** Asks for the topic as a consumer does, which makes a lenient broker create it. */
  void askAbout() {
    try (var consumer = consumer()) {
      consumer.partitionsFor(TOPIC);
    }
  }

  /** Returns when the record is acknowledged. */
  void append(String text) throws Exception {
    Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers, "acks", "all");
    try (var producer =
        new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(TOPIC, text)).get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  /** Reads from the start until there are that many records, or the deadline has passed. */
  List<String> readAll(int count) {
    List<String> texts = new ArrayList<>();
    try (var consumer = consumer()) {
      var partition = new TopicPartition(TOPIC, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      Instant end = Instant.now().plus(DEADLINE);
      while (texts.size() < count && Instant.now().isBefore(end)) {
        consumer.poll(Duration.ofMillis(100)).forEach(found -> texts.add(found.value()));
      }
    }
    return texts;
  }

  private KafkaConsumer<String, String> consumer() {
    Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers);
    return new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer());
  }
}
