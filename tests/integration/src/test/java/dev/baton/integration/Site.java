package dev.baton.integration;

import dev.baton.log.EventLog;
import dev.baton.log.kafka.KafkaEventLog;
import dev.baton.log.kafka.KafkaLogSettings;
import dev.baton.log.kafka.TestBroker;
import dev.baton.log.keeper.LogKeeper;
import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.Vip;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.command.Command.Tick;
import dev.baton.model.definition.Binding;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.FailoverPolicy;
import dev.baton.model.definition.HookPlan;
import dev.baton.model.definition.Member;
import dev.baton.model.definition.Timings;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.Operation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A cluster of two nodes, {@code a} preferred to {@code b}, and the arbiters of its log. */
final class Site implements AutoCloseable {
  static final ClusterId WEB = new ClusterId("web");

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final KafkaLogSettings settings;
  private final Path directory;
  private final Duration lease;
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private final List<ArbiterProcess> arbiters = new ArrayList<>();
  private final KafkaEventLog log;
  private final Recording recording;

  /**
   * Opens the log, and defines the cluster.
   *
   * @param directory where the arbiters' output goes
   * @param lease how long the keepers' sessions outlast their last keepalive
   */
  Site(KafkaLogSettings settings, Path directory, Duration lease) {
    this(settings, directory, lease, new Binding("arp", new TreeMap<>()));
  }

  /**
   * Opens the log, and defines a cluster that is moved in another way.
   *
   * @param binding which way
   */
  Site(KafkaLogSettings settings, Path directory, Duration lease, Binding binding) {
    this.settings = settings;
    this.directory = directory;
    this.lease = lease;
    // What is appended while the broker is away shall be there afterwards.
    log =
        KafkaEventLog.open(
            settings.withDeliveryTimeout(PATIENCE.multipliedBy(2)), TestBroker.PATIENCE);
    running.push(log);
    recording = new Recording(log);
    running.push(recording);
    log.append(WEB, new Fact.Defined("d1", "ann", definition(binding)));
  }

  private ClusterDefinition definition(Binding binding) {
    return new ClusterDefinition(
        WEB,
        1,
        List.of(new Member(new NodeId("a"), 200), new Member(new NodeId("b"), 100)),
        List.of(new Vip("10.20.0.10")),
        List.of(binding),
        new Timings(
            lease,
            Duration.ofMillis(100),
            Duration.ofMinutes(30),
            1000,
            Duration.ofMillis(15),
            lease.plus(Timings.PROMISE)),
        new FailoverPolicy(Optional.empty(), 1000, Duration.ofMinutes(10)),
        HookPlan.NONE);
  }

  EventLog log() {
    return log;
  }

  KafkaLogSettings settings() {
    return settings;
  }

  Recording recording() {
    return recording;
  }

  /** Starts an arbiter. */
  ArbiterProcess arbiter(String name) {
    ArbiterProcess arbiter = new ArbiterProcess(name, settings, directory);
    running.push(arbiter);
    arbiters.add(arbiter);
    return arbiter;
  }

  /** Starts a keeper with its agent. */
  LogKeeper node(String name) {
    return node(name, "first");
  }

  /** Starts a keeper with its agent again, in a life that is to have a name of its own. */
  LogKeeper node(String name, String life) {
    LogKeeper node = new LogKeeper(log, WEB, name, name + "-" + life, lease);
    running.push(node);
    return node;
  }

  /**
   * Starts an instance of a cloud's actuator, with the actuators of this test's class path, that
   * looks every two seconds and tells how it is.
   */
  BatonProcess actuator(String cloud, String name) {
    BatonProcess actuator =
        new BatonProcess(
            name,
            List.of(),
            List.of("actuator", cloud, "--actuator.reconcile=2s"),
            settings,
            directory);
    running.push(actuator);
    return actuator;
  }

  /** Starts an instance of AWS' actuator in a process of its own. */
  ActuatorProcess actuator(String name) {
    ActuatorProcess actuator = new ActuatorProcess(settings, directory.resolve(name + ".log"));
    running.push(actuator);
    return actuator;
  }

  /** Ends something with everything else. */
  void endWithTheSite(AutoCloseable also) {
    running.push(also);
  }

  /** Appends an operator's request. */
  CompletionStage<Position> request(String id, Operation operation) {
    return log.append(WEB, new Fact.Request(id, "ann", operation));
  }

  /** Returns whoever ticked last. */
  Optional<ArbiterProcess> leader() {
    List<Tick> ticks = recording.ticks();
    return arbiters.stream()
        .filter(
            arbiter ->
                !ticks.isEmpty() && ticks.get(ticks.size() - 1).arbiter().equals(arbiter.id()))
        .findFirst();
  }

  /** Waits until somebody leads and the others could. */
  ArbiterProcess awaitLeaderAndStandbys() {
    until(() -> leader().isPresent() && arbiters.stream().allMatch(ArbiterProcess::isReady));
    return leader().orElseThrow();
  }

  /** Waits until commands and audit follow from the events, or tells what the arbiters said. */
  void awaitAgreement() {
    awaitAgreement(Recording::audit);
  }

  /** The same, of what is taken of the audit. */
  void awaitAgreement(Function<Recording, List<AuditEntry>> audit) {
    try {
      Agreement.awaitAndCheck(recording, audit);
    } catch (ConditionTimeoutException | AssertionError e) {
      String said =
          arbiters.stream().map(ArbiterProcess::lastSaid).collect(Collectors.joining("\n"));
      throw new AssertionError("the arbiters said:\n" + said + "\n" + e.getMessage(), e);
    }
  }

  /** Ends everything, whatever fails on the way. */
  @Override
  public void close() {
    List<Exception> failures = new ArrayList<>();
    while (!running.isEmpty()) {
      try {
        running.pop().close();
      } catch (Exception e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      throw new IllegalStateException("not everything ended well", failures.get(0));
    }
  }

  /** Waits for a condition, long enough for a busy machine. */
  static void until(Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(25))
        .ignoreExceptions()
        .until(condition);
  }

  /** Waits until an append is acknowledged. */
  static Position acknowledged(CompletionStage<Position> append) {
    return append.toCompletableFuture().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }
}
