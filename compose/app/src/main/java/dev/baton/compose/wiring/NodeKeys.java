package dev.baton.compose.wiring;

import static dev.baton.compose.wiring.CommonKeys.within;

import dev.baton.compose.config.ConfigKey;
import dev.baton.compose.config.ValueTypes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The configuration keys of the agent and of the actuators that keep a lease. */
final class NodeKeys {

  static final ConfigKey<String> CLUSTER =
      ConfigKey.required(
          "node.cluster", ValueTypes.NAME, "The cluster whose VIPs this node may hold.");
  static final ConfigKey<String> ID =
      ConfigKey.optional(
          "node.id",
          ValueTypes.NAME,
          "the host name up to its first dot",
          "This node's name in the cluster's definition.");
  static final ConfigKey<Path> RUN_DIRECTORY =
      ConfigKey.of(
          "run.directory",
          ValueTypes.PATH,
          "/run/baton",
          "Files that must not outlive the boot: locks, ended sessions, scripts that were run,"
              + " the socket between agent and keeper.");

  static final ConfigKey<Duration> HEARTBEAT =
      ConfigKey.of(
          "agent.heartbeat-interval",
          within("50ms", "1h"),
          "1s",
          "How long after a report the next one leaves if nothing changes; well below the"
              + " cluster's health timeout.");
  static final ConfigKey<List<String>> PROMOTE =
      ConfigKey.optional(
          "agent.hooks.promote",
          ValueTypes.COMMAND,
          "none",
          "Script to run before this node becomes the holder; asked for by the definition.");
  static final ConfigKey<List<String>> DEMOTE =
      ConfigKey.optional(
          "agent.hooks.demote",
          ValueTypes.COMMAND,
          "none",
          "Script to run after this node has let go; asked for by the definition.");
  static final ConfigKey<Boolean> RERUN =
      ConfigKey.of(
          "agent.hooks.rerun-interrupted",
          ValueTypes.SWITCH,
          "false",
          "Whether a script during which the agent died is run again, or reported as failed.");

  static final ConfigKey<String> ACTUATOR =
      ConfigKey.of(
          "node.actuator",
          ValueTypes.choice("arp", "responder"),
          "arp",
          "What runs beside the agent: `arp` for a LAN, `responder` behind a load balancer that"
              + " probes.");

  static final ConfigKey<String> INTERFACE =
      ConfigKey.required(
          "arp.interface", ValueTypes.TEXT, "The Ethernet interface that carries the VIPs.");

  static final ConfigKey<Path> CLUSTERS_DIRECTORY =
      ConfigKey.optional(
          "node.clusters-directory",
          ValueTypes.PATH,
          "none",
          "Directory with a file (`NAME.yaml`) for each further cluster that this process serves;"
              + " what the file of the process says of Kafka and of the process holds for all.");

  /** The key of the interface, where only one of the actuators needs it. */
  static final ConfigKey<String> NODE_INTERFACE =
      ConfigKey.optional(
          INTERFACE.name(), INTERFACE.type(), "required by `node.actuator: arp`", INTERFACE.doc());

  static final ConfigKey<Boolean> TRACK_INTERFACE =
      ConfigKey.of(
          "arp.track-interface",
          ValueTypes.SWITCH,
          "true",
          "Whether a node whose interface is down or has no carrier counts as unable to hold. Off:"
              + " only an interface that is gone does.");
  static final ConfigKey<Path> STATE_DIRECTORY =
      ConfigKey.of(
          "arp.state-directory",
          ValueTypes.PATH,
          "/var/lib/baton",
          "Where this installation's identity is kept.");
  static final ConfigKey<Duration> STANDBY_SILENCE_TIMEOUT =
      ConfigKey.of(
          "arp.standby-silence-timeout",
          within("3s", "1h"),
          "5s",
          "A standby that hears no folding leader for this long gives its session up.");

  private NodeKeys() {}

  /** Returns the keys that agent and actuator share. */
  static List<ConfigKey<?>> shared() {
    return List.of(CLUSTER, ID, RUN_DIRECTORY);
  }

  /** Returns the keys of the ARP actuator only. */
  static List<ConfigKey<?>> arp() {
    return List.of(INTERFACE, TRACK_INTERFACE, STATE_DIRECTORY, STANDBY_SILENCE_TIMEOUT);
  }

  /** Returns the keys of both actuators of a node. */
  static List<ConfigKey<?>> actuator() {
    List<ConfigKey<?>> keys = new ArrayList<>();
    keys.add(ACTUATOR);
    keys.add(CLUSTERS_DIRECTORY);
    keys.addAll(List.of(NODE_INTERFACE, TRACK_INTERFACE, STATE_DIRECTORY, STANDBY_SILENCE_TIMEOUT));
    keys.addAll(ResponderKeys.all());
    return keys;
  }

  /** Returns the keys of the agent only. */
  static List<ConfigKey<?>> agent() {
    return List.of(HEARTBEAT, PROMOTE, DEMOTE, RERUN);
  }
}
