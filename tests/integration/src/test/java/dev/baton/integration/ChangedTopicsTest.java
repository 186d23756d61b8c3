package dev.baton.integration;

import static dev.baton.integration.Site.acknowledged;
import static dev.baton.integration.Site.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.compose.cli.Baton;
import dev.baton.compose.cli.CliContext;
import dev.baton.compose.wiring.KafkaLogs;
import dev.baton.log.Topic;
import dev.baton.log.kafka.KafkaLogSettings;
import dev.baton.log.kafka.TestBroker;
import dev.baton.log.kafka.TopicSetup;
import dev.baton.log.keeper.LogKeeper;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.Operation;
import dev.baton.model.fact.Verdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody changes Kafka's topics under a cluster that is held. */
@Execution(ExecutionMode.CONCURRENT)
class ChangedTopicsTest {
  private static final Duration LEASE = Duration.ofSeconds(3);
  private static final Duration SHUTDOWN = Duration.ofSeconds(15);

  @TempDir Path directory;
  private KafkaLogSettings settings;
  private Admin admin;
  private Site site;
  private ArbiterProcess arbiter;
  private LogKeeper a;
  private LogKeeper b;

  @BeforeEach
  void begin() {
    settings = TestBroker.newPartition();
    admin = Admin.create(Map.of("bootstrap.servers", settings.bootstrapServers()));
    site = new Site(settings, directory, LEASE);
    arbiter = site.arbiter("x1");
    a = site.node("a");
    b = site.node("b");
    until(a::holds);
    until(() -> arbiter.readiness().contains("\"ready\":true"));
  }

  @AfterEach
  void end() {
    admin.close(Duration.ofSeconds(1));
    site.close();
  }

  @Test
  void tellsThatTheAuditIsGoneDecidesOnAndEndsInTime() {
    delete(Topic.AUDIT);

    untilReadinessTells(name(Topic.AUDIT) + ": topic is missing", "restart an arbiter");
    untilSaid("Topic is not as it must be", name(Topic.AUDIT));
    assertThat(arbiter.wrongTopics()).isEqualTo(1);
    Said switchover = baton("switchover", "web", "--by=ann");
    assertThat(switchover.status()).isEqualTo(4);
    assertThat(switchover.err())
        .contains(name(Topic.AUDIT) + ": topic is missing")
        .doesNotContain("does not answer");
    Said status = baton("status");
    assertThat(status.status()).isZero();
    assertThat(status.out()).contains("! " + name(Topic.AUDIT) + ": topic is missing");
    acknowledged(a.say(Verdict.UNHEALTHY));
    until(b::holds);
    assertThat(arbiter.terminate(SHUTDOWN)).contains(0);
  }

  @ParameterizedTest
  @EnumSource(
      value = Topic.class,
      names = {"EVENTS", "COMMANDS", "STATE"})
  void tellsThatATopicIsGoneAndEndsInTime(Topic topic) {
    delete(topic);

    untilReadinessTells(name(topic) + ": topic is missing", "restart an arbiter");
    Said status = baton("status", "--deadline=3s");
    assertThat(status.status()).isEqualTo(4);
    assertThat(status.err()).contains("answers, but it has no topic " + name(topic));
    assertThat(arbiter.terminate(SHUTDOWN)).isPresent();
  }

  @Test
  void tellsAnAgentOfTheTopicsThatItUsesAndOfNoOther() {
    try (BatonProcess agent =
        new BatonProcess(
            "agent",
            List.of(),
            List.of("agent", "--node.cluster=web", "--node.id=a", "--run.directory=" + directory),
            settings,
            directory)) {
      until(() -> agent.readiness().contains("\"ready\":true"));
      delete(Topic.AUDIT);
      untilReadinessTells(name(Topic.AUDIT) + ": topic is missing");
      delete(Topic.COMMANDS);

      until(() -> agent.readiness().contains(name(Topic.COMMANDS) + ": topic is missing"));
      assertThat(agent.readiness()).doesNotContain(name(Topic.AUDIT));
      assertThat(agent.terminate(SHUTDOWN)).contains(0);
    }
  }

  @ParameterizedTest
  @EnumSource(Topic.class)
  void tellsThatPartitionsWereAddedBlamesTheRightTopicAndGoesOn(Topic topic) {
    join(admin.createPartitions(Map.of(name(topic), NewPartitions.increaseTo(2))).all());

    untilReadinessTells(name(topic) + ": partitions is 2, must be 1");
    Said status = baton("status");
    assertThat(status.status()).isZero();
    assertThat(status.out()).contains("a holds", "! " + name(topic) + ": partitions is 2");
    Said switchover = baton("switchover", "web", "--by=ann");
    assertThat(switchover.err()).contains(name(topic) + ": partitions is 2");
    assertThat(switchover.status()).isZero();
    assertThat(b.holds()).isTrue();
  }

  /** A setting of a topic that is not safe, and what makes it safe again. */
  private record Unsafe(Topic topic, String setting, String value, String good) {}

  @Test
  void tellsOfEachSettingThatIsNotSafeUntilItIsMended() {
    List<Unsafe> unsafeSettings =
        List.of(
            new Unsafe(Topic.EVENTS, "retention.ms", "60000", "604800000"),
            new Unsafe(Topic.COMMANDS, "retention.bytes", "1000", "-1"),
            new Unsafe(Topic.AUDIT, "unclean.leader.election.enable", "true", "false"),
            new Unsafe(Topic.EVENTS, "message.timestamp.type", "CreateTime", "LogAppendTime"),
            new Unsafe(Topic.EVENTS, "cleanup.policy", "compact", "delete"),
            new Unsafe(Topic.STATE, "cleanup.policy", "delete", "compact"),
            new Unsafe(Topic.COMMANDS, "max.message.bytes", "1000", "1114112"));
    unsafeSettings.forEach(unsafe -> change(unsafe.topic(), unsafe.setting(), unsafe.value()));

    for (Unsafe unsafe : unsafeSettings) {
      untilReadinessTells(
          told(unsafe) + " is " + unsafe.value(), "--add-config " + unsafe.setting() + "=");
      assertThat(baton("status").out()).contains("! " + told(unsafe));
    }
    Unsafe first = unsafeSettings.get(0);
    change(first.topic(), first.setting(), first.good());
    until(() -> !arbiter.readiness().contains(told(first)));
    for (Unsafe unsafe : unsafeSettings.subList(1, unsafeSettings.size())) {
      assertThat(arbiter.readiness()).contains(told(unsafe));
      change(unsafe.topic(), unsafe.setting(), unsafe.good());
    }
    until(() -> arbiter.readiness().contains("\"ready\":true"));
    untilSaid("Topic is as it must be again");
    assertThat(a.holds()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Topic.class)
  void goesOnWithATopicThatWasDeletedAndMadeAnew(Topic topic) {
    long logLosses = logLosses();
    delete(topic);
    until(() -> !exists(topic));
    TopicSetup.ensure(settings, TestBroker.PATIENCE);

    untilReadinessTells(name(topic) + ": topic is another one than before");
    if (topic == Topic.EVENTS || topic == Topic.COMMANDS) {
      until(() -> logLosses() > logLosses);
    }
    until(() -> a.holds() || b.holds());
    LogKeeper holder = a.holds() ? a : b;
    LogKeeper other = a.holds() ? b : a;
    until(
        () -> {
          acknowledged(holder.say(Verdict.UNHEALTHY));
          return other.holds() && !holder.holds();
        });
    until(() -> baton("audit", "web").out().contains(other.id().toString()));
    assertThat(arbiter.terminate(SHUTDOWN)).contains(0);
  }

  @Test
  void findsTheHolderAgainWhereTheLogBeginsAfterWhatItsArbiterKnew() {
    arbiter.freeze();
    long end = site.log().bounds(Topic.EVENTS, 0).end();
    until(() -> site.log().bounds(Topic.EVENTS, 0).end() > end + 100);
    long kept = site.log().bounds(Topic.EVENTS, 0).end() - 1;
    join(
        admin
            .deleteRecords(
                Map.of(
                    new TopicPartition(name(Topic.EVENTS), 0), RecordsToDelete.beforeOffset(kept)))
            .all());
    long logLosses = logLosses();
    arbiter.thaw();

    until(() -> logLosses() > logLosses);
    until(arbiter::isReady);
    AtomicInteger requests = new AtomicInteger();
    until(
        () -> {
          // A request that was answered once is not answered again, and this one may be refused.
          String id = "r" + requests.incrementAndGet();
          acknowledged(site.request(id, new Operation.Switchover(Optional.of(b.id()))));
          return b.holds();
        });
    assertThat(a.holds()).isFalse();
  }

  private long logLosses() {
    return site.recording().events().stream()
        .filter(entry -> entry.fact() instanceof Fact.LogLoss)
        .count();
  }

  private void untilReadinessTells(String... texts) {
    until(() -> List.of(texts).stream().allMatch(text -> arbiter.readiness().contains(text)));
  }

  /** A message is written by another thread, after the answer may have been given. */
  private void untilSaid(String... texts) {
    until(() -> List.of(texts).stream().allMatch(arbiter.said()::contains));
  }

  private String told(Unsafe unsafe) {
    return name(unsafe.topic()) + ": " + unsafe.setting();
  }

  private String name(Topic topic) {
    return settings.topics().name(topic);
  }

  private void delete(Topic topic) {
    join(admin.deleteTopics(List.of(name(topic))).all());
  }

  private boolean exists(Topic topic) {
    return join(admin.listTopics().names()).contains(name(topic));
  }

  private void change(Topic topic, String setting, String value) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name(topic));
    Map<ConfigResource, Collection<AlterConfigOp>> changes =
        Map.of(
            resource,
            List.of(new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET)));
    join(admin.incrementalAlterConfigs(changes).all());
  }

  private static <T> T join(KafkaFuture<T> answer) {
    return answer
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(TestBroker.PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .join();
  }

  /** What a verb said, and its exit status. */
  private record Said(int status, String out, String err) {}

  private Said baton(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("--kafka.bootstrap=" + settings.bootstrapServers());
    all.add("--kafka.topic-prefix=" + settings.topics().prefix());
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CliContext context =
        new CliContext(
            new TreeMap<>(),
            new PrintWriter(out),
            new PrintWriter(err),
            new KafkaLogs(),
            InstantSource.system(),
            false,
            Path.of("/nowhere/baton.yaml"));
    int status = Baton.run(context, all.toArray(String[]::new));
    return new Said(status, out.toString(), err.toString());
  }
}
