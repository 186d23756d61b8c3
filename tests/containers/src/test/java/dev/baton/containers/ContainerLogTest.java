package dev.baton.containers;

import static dev.baton.log.contract.Collected.awaitUntil;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.log.EventLog;
import dev.baton.log.EventLog.StartAt;
import dev.baton.log.contract.Collected;
import dev.baton.log.kafka.KafkaEventLog;
import dev.baton.log.kafka.KafkaLogSettings;
import dev.baton.log.kafka.TopicSettings;
import dev.baton.log.kafka.TopicSetup;
import dev.baton.log.keeper.LogKeeper;
import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.Vip;
import dev.baton.model.command.Command;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.definition.Binding;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.FailoverPolicy;
import dev.baton.model.definition.HookPlan;
import dev.baton.model.definition.Member;
import dev.baton.model.definition.Timings;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.fact.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.kafka.KafkaContainer;

/** The log on a broker of the image, and an arbiter of the image that decides from it. */
final class ContainerLogTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final ClusterId CLUSTER = new ClusterId("boxed");
  private static final Duration LEASE = Duration.ofSeconds(10);

  private static Optional<Network> network = Optional.empty();
  private static Optional<KafkaContainer> kafka = Optional.empty();
  private static Optional<GenericContainer<?>> arbiter = Optional.empty();

  @BeforeAll
  static void start() {
    Docker.require();
    Docker.build();
    network = Optional.of(Network.newNetwork());
    KafkaContainer broker =
        new KafkaContainer(Docker.image("kafka").asCompatibleSubstituteFor("apache/kafka"))
            .withImagePullPolicy(image -> false)
            .withNetwork(network.orElseThrow())
            .withListener("kafka:19092");
    kafka = Optional.of(broker);
    broker.start();
    GenericContainer<?> decider =
        new GenericContainer<>(Docker.image("arbiter"))
            .withImagePullPolicy(image -> false)
            .withNetwork(network.orElseThrow())
            .withCommand(
                "arbiter",
                "--single-broker",
                "--arbiter.id=x1",
                "--kafka.partitions=1",
                "--kafka.bootstrap=kafka:19092");
    arbiter = Optional.of(decider);
    decider.start();
  }

  @AfterAll
  static void stop() {
    arbiter.ifPresent(GenericContainer::stop);
    kafka.ifPresent(GenericContainer::stop);
    network.ifPresent(Network::close);
  }

  @Test
  void anArbiterInAContainerDecidesFromTheFactsOnABrokerInAContainer() {
    KafkaLogSettings settings =
        KafkaLogSettings.of(kafka.orElseThrow().getBootstrapServers())
            .withTopics(TopicSettings.DEFAULT.withPartitions(1).forSingleBroker());
    List<String> unused = TopicSetup.ensure(settings, PATIENCE);
    try (EventLog log = KafkaEventLog.open(settings, PATIENCE)) {
      Collected<FactRecord> events = new Collected<>();
      Collected<CommandRecord> commands = new Collected<>();
      log.readEvents(0, StartAt.BEGINNING, events);
      log.readCommands(0, StartAt.BEGINNING, commands);
      Fact defined = new Fact.Defined("r1", "test", definition());
      acknowledged(log.append(CLUSTER, defined));
      try (LogKeeper a = new LogKeeper(log, CLUSTER, "a", "a", LEASE);
          LogKeeper b = new LogKeeper(log, CLUSTER, "b", "b", LEASE)) {
        awaitUntil(a::holds);

        acknowledged(a.say(Verdict.UNHEALTHY));

        awaitUntil(b::holds);
        assertThat(a.holds()).isFalse();
      }
      assertThat(events.values()).extracting(FactRecord::fact).contains(defined);
      // A command that a keeper does not report to have read is given again (rule B).
      assertThat(
              commands.values().stream()
                  .flatMap(each -> assigned(each.command()).stream())
                  .map(assign -> assign.epoch() + " " + assign.node())
                  .distinct())
          .as("of %s", commands.values())
          .containsExactly("1 a", "2 b");
    }
  }

  private static Optional<Command.Assign> assigned(Command command) {
    return command instanceof Command.Assign assign ? Optional.of(assign) : Optional.empty();
  }

  private static void acknowledged(CompletionStage<Position> append) {
    Position unused =
        append.toCompletableFuture().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  private static ClusterDefinition definition() {
    return new ClusterDefinition(
        CLUSTER,
        1,
        List.of(new Member(new NodeId("a"), 200), new Member(new NodeId("b"), 100)),
        List.of(new Vip("10.77.0.10")),
        List.of(new Binding("arp", new TreeMap<>())),
        Timings.DEFAULT,
        FailoverPolicy.DEFAULT,
        HookPlan.NONE);
  }
}
