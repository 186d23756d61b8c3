package dev.baton.compose.demo;

import dev.baton.log.kafka.TopicSettings;
import dev.baton.model.Vip;
import dev.baton.model.definition.Timings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The settings of a {@link TestCluster}.
 *
 * @param directory the directory for configuration, data and output; only its owner empties it
 * @param vips the cluster's VIPs, within 10.20.0.0/16 and fd00:20::/64
 * @param timings lease and margins
 * @param arbiters how many, 1 to 3
 * @param processes how Baton runs on a node
 * @param scenario the cloud that moves the VIP; empty: the nodes move it by ARP
 * @param brokers how many: 1, or 3 with topics of Baton's default safety
 */
public record TestClusterSettings(
    Path directory,
    List<Vip> vips,
    Timings timings,
    int arbiters,
    Processes processes,
    Optional<CloudScenario> scenario,
    int brokers) {

  /** How Baton runs on a node. */
  public enum Processes {
    /** Agent and actuator in one process, {@code baton node}. */
    ONE,
    /** Agent and actuator in a process each. */
    TWO
  }

  /** The VIP of the demonstration. */
  public static final Vip VIP = new Vip("10.20.0.10");

  /** Freezes the list. */
  public TestClusterSettings {
    vips = List.copyOf(vips);
  }

  /** Creates the settings of a LAN without a cloud. */
  public TestClusterSettings(
      Path directory, List<Vip> vips, Timings timings, int arbiters, Processes processes) {
    this(directory, vips, timings, arbiters, processes, Optional.empty(), 1);
  }

  /** Returns {@link #standard} with one VIP that a cloud moves. */
  public static TestClusterSettings of(Path directory, CloudScenario scenario) {
    return new TestClusterSettings(
        directory,
        List.of(scenario.vip()),
        Timings.DEFAULT,
        2,
        Processes.ONE,
        Optional.of(scenario),
        1);
  }

  /** Returns settings with one VIP, the default timings and two arbiters. */
  public static TestClusterSettings standard(Path directory) {
    return new TestClusterSettings(directory, List.of(VIP), Timings.DEFAULT, 2, Processes.ONE);
  }

  /** Returns the same settings with another holdover. */
  public TestClusterSettings withHoldover(Duration holdover) {
    Timings longer =
        new Timings(
            timings.lease(),
            timings.keepaliveInterval(),
            timings.healthTimeout(),
            timings.driftPpm(),
            timings.epsilon(),
            holdover);
    return new TestClusterSettings(directory, vips, longer, arbiters, processes, scenario, brokers);
  }

  /** Returns the same settings with three brokers. */
  public TestClusterSettings withThreeBrokers() {
    return new TestClusterSettings(directory, vips, timings, arbiters, processes, scenario, 3);
  }

  /** Returns the topics that the arbiters create. */
  TopicSettings topics() {
    return brokers == 1
        ? TopicSettings.DEFAULT.withPartitions(1).forSingleBroker()
        : TopicSettings.DEFAULT;
  }
}
