package dev.baton.log.kafka;

import dev.baton.log.Membership;
import dev.baton.log.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes part in a consumer group of the commands topic, on a thread of its own, and fetches
 * nothing: every partition that is given to it is paused (decision 005).
 */
final class KafkaMembership implements Membership, ConsumerRebalanceListener {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaMembership.class);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

  /** How long leaving may take where the broker does not answer. */
  private static final Duration LEAVE = Duration.ofSeconds(2);

  /** How long whoever closes waits for that, and for the shares' holder to let go. */
  private static final Duration JOIN = Duration.ofSeconds(10);

  private final Shares shares;
  private final String topic;
  private final int count;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Thread thread;
  private volatile boolean stopped;
  private boolean failing;

  KafkaMembership(KafkaLogSettings settings, String group, Shares shares) {
    this.shares = shares;
    this.topic = settings.topics().name(Topic.COMMANDS);
    this.count = settings.topics().partitions();
    this.consumer =
        new KafkaConsumer<>(
            ClientProperties.member(settings, group),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    this.thread = new Thread(this::run, "member-" + group);
    this.thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Tells it to leave; returns at once. */
  void stop() {
    stopped = true;
    consumer.wakeup();
  }

  @Override
  public void close() {
    stop();
    try {
      thread.join(JOIN.toMillis());
      if (thread.isAlive()) {
        LOG.atWarn().addKeyValue("topic", topic).log("A member did not leave in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      consumer.subscribe(List.of(topic), this);
      while (!stopped) {
        step();
      }
    } finally {
      Thread.interrupted(); // Or else closing the consumer would fail at once.
      // Gives back what it had (told as lost), and leaves the group.
      consumer.close(CloseOptions.timeout(LEAVE));
    }
  }

  private void step() {
    try {
      var nothing = consumer.poll(POLL);
      if (failing && nothing.isEmpty()) {
        failing = false;
        LOG.atInfo().addKeyValue("topic", topic).log("Sharing goes on");
      }
    } catch (WakeupException e) {
      LOG.atDebug().addKeyValue("topic", topic).log("Member woken up");
    } catch (InterruptException e) {
      stopped = true;
    } catch (KafkaException e) {
      if (!failing) {
        failing = true;
        LOG.atWarn().addKeyValue("topic", topic).setCause(e).log("Sharing fails, trying on");
      }
      Pause.of(BETWEEN_TRIES);
    }
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    if (!partitions.isEmpty()) {
      // With a place to read from it need not ask for one, and paused it never reads.
      partitions.forEach(partition -> consumer.seek(partition, 0));
      consumer.pause(partitions);
    }
    shares.gained(numbers(partitions));
  }

  /** Also when they were lost to others before it could give them back. */
  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    if (!partitions.isEmpty()) {
      shares.lost(numbers(partitions));
    }
  }

  /** Partitions that were added to the topic later are nobody's: see {@link TopicWatch}. */
  private SortedSet<Integer> numbers(Collection<TopicPartition> partitions) {
    SortedSet<Integer> numbers = new TreeSet<>();
    partitions.forEach(partition -> numbers.add(partition.partition()));
    return numbers.headSet(count);
  }
}
