package dev.baton.compose.wiring;

import dev.baton.compose.config.Config;
import dev.baton.compose.config.ConfigException;
import dev.baton.compose.service.Service;
import java.util.List;
import java.util.Optional;

/** Chooses the actuator that runs beside the agent in {@code baton node}. */
final class NodeActuator {
  private NodeActuator() {}

  /**
   * Prepares the actuator.
   *
   * @param channels the process's channel to other members, if it has one
   * @throws ConfigException when keys of the other actuator are written, or its own are wrong
   */
  static Service of(Config config, NodeLogs logs, Optional<Channels> channels) {
    refuseOthers(config);
    return switch (config.get(NodeKeys.ACTUATOR)) {
      case "responder" ->
          new ResponderRunner(
              config, logs.actuators(), logs.and(ResponderRunner.channel(config, channels)));
      default ->
          new ArpRunner(config, logs.actuators(), logs.and(ArpRunner.channel(config, channels)));
    };
  }

  /**
   * Refuses keys of the actuator that does not run.
   *
   * @throws ConfigException when there is one
   */
  static void refuseOthers(Config config) {
    refuse(config, config.get(NodeKeys.ACTUATOR).equals("responder") ? "arp." : "responder.");
  }

  private static void refuse(Config config, String prefix) {
    config
        .firstWritten(prefix)
        .ifPresent(
            path -> {
              throw new ConfigException(
                  List.of(
                      config.problem(
                          path,
                          "belongs to another actuator than `"
                              + NodeKeys.ACTUATOR.name()
                              + ": "
                              + config.get(NodeKeys.ACTUATOR)
                              + "`")));
            });
  }
}
