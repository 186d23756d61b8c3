package dev.baton.log.kafka;

import dev.baton.log.LogUnavailableException;
import dev.baton.log.Topic;
import dev.baton.log.TopicFinding;
import dev.baton.scheduling.RealTimeScheduling;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the topics every ten seconds, on a thread of its own: Kafka's clients say little or
 * nothing of a topic that was deleted, made anew or changed under them. A topic with another id is
 * another topic. What is found is told once when it is news and once when it is over. While Kafka
 * does not answer, what was found last stands.
 */
final class TopicWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(10);

  /** How long it is told that a topic was made anew: long enough for any monitoring to see it. */
  private static final Duration TOLD = Duration.ofMinutes(10);

  private final Admin admin;
  private final KafkaLogSettings settings;
  private final Set<Topic> used;
  private final Consumer<Topic> recreated;
  private final Map<Topic, Uuid> ids = new EnumMap<>(Topic.class);
  private final Map<Topic, Long> recreatedAt = new EnumMap<>(Topic.class);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private final BrokerAddresses addresses = new BrokerAddresses(InetAddress::getAllByName);
  private volatile List<TopicFinding> findings = List.of();
  private volatile Set<InetSocketAddress> servers = Set.of();

  /**
   * Prepares to watch.
   *
   * @param admin used, not closed
   * @param used the topics that whoever reads the log needs
   * @param recreated told of a topic that was made anew; must not block
   */
  TopicWatch(Admin admin, KafkaLogSettings settings, Set<Topic> used, Consumer<Topic> recreated) {
    this.admin = admin;
    this.settings = settings;
    this.used = Set.copyOf(used);
    this.recreated = recreated;
    this.thread = new Thread(this::run, "topics");
    this.thread.setDaemon(true);
    RealTimeScheduling.last(thread);
  }

  /**
   * Begins.
   *
   * @param first a look that was taken just now, if there was one
   */
  void start(Optional<TopicLookup> first) {
    first.ifPresent(look -> take(look, System.nanoTime()));
    thread.start();
  }

  /** Returns what was found at the last look. */
  List<TopicFinding> findings() {
    return findings;
  }

  /**
   * Returns where the brokers listen that had the topics at the last look. One that was down, or
   * whose name did not resolve, has the addresses that it had before.
   */
  Set<InetSocketAddress> servers() {
    return servers;
  }

  @Override
  public void close() {
    closing.countDown();
    thread.interrupt(); // It may wait for an answer.
  }

  private void run() {
    try {
      boolean looked = !ids.isEmpty();
      while (!looked || !closing.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        looked = true;
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() throws InterruptedException {
    try {
      take(TopicLookup.now(admin, settings, used), System.nanoTime());
    } catch (LogUnavailableException | IllegalStateException e) {
      // Also an admin that was closed just now. An outage is told by those who need the log.
      LOG.atDebug().setCause(e).log("The topics cannot be looked at");
      if (Thread.interrupted()) {
        throw new InterruptedException("while looking at the topics");
      }
    }
  }

  /** Takes a look in. */
  void take(TopicLookup look, long now) {
    servers = addresses.take(look.brokers());
    look.ids()
        .forEach(
            (topic, id) -> {
              Uuid before = ids.put(topic, id);
              if (before != null && !before.equals(id)) {
                recreatedAt.put(topic, now);
                recreated.accept(topic);
              }
            });
    recreatedAt.values().removeIf(at -> now - at > TOLD.toNanos());
    List<TopicFinding> all = new ArrayList<>(look.findings());
    recreatedAt.keySet().stream()
        .filter(topic -> !look.lacks(topic))
        .forEach(topic -> all.add(TopicInspection.recreated(settings, topic)));
    tell(all);
    findings = List.copyOf(all);
  }

  private void tell(List<TopicFinding> all) {
    List<TopicFinding> before = findings;
    all.stream().filter(finding -> !before.contains(finding)).forEach(TopicWatch::warn);
    before.stream()
        .filter(finding -> !all.contains(finding))
        .forEach(
            finding ->
                LOG.atInfo()
                    .addKeyValue("topic", finding.topic())
                    .addKeyValue("setting", finding.setting())
                    .log("Topic is as it must be again"));
  }

  private static void warn(TopicFinding finding) {
    LOG.atWarn()
        .addKeyValue("topic", finding.topic())
        .addKeyValue("setting", finding.setting())
        .addKeyValue("value", finding.value())
        .addKeyValue("required", finding.required())
        .addKeyValue("fix", finding.fix())
        .log("Topic is not as it must be");
  }
}
