package dev.baton.agent.shell;

import dev.baton.agent.core.HealthCore;
import dev.baton.agent.hook.HookSettings;
import dev.baton.agent.probe.ProbeSettings;
import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;

/**
 * The settings of an agent.
 *
 * @param cluster the cluster whose events it writes and whose commands it follows
 * @param node the node that it reports on
 * @param probes 0 to 64, names unique; the order is that of the reports. Without probes the node is
 *     always healthy
 * @param heartbeat how long after a report the next one leaves if nothing changes; 50 ms to 1 h,
 *     default 1 s; well below the cluster's health timeout
 * @param hooks the node's scripts
 * @param runDirectory where the agent remembers which scripts it ran; best on a file system that is
 *     empty after a boot
 */
public record AgentSettings(
    ClusterId cluster,
    NodeId node,
    List<ProbeSettings> probes,
    Duration heartbeat,
    HookSettings hooks,
    Path runDirectory) {

  /** 1 s. */
  public static final Duration DEFAULT_HEARTBEAT = Duration.ofSeconds(1);

  private static final Duration HEARTBEAT_LEAST = Duration.ofMillis(50);
  private static final Duration HEARTBEAT_MOST = Duration.ofHours(1);

  /** Checks ranges and uniqueness and freezes the list. */
  public AgentSettings {
    probes = List.copyOf(probes);
    if (probes.size() > HealthCore.PROBES_MAX) {
      throw new IllegalArgumentException(
          "probes: " + probes.size() + " are not within 0 to " + HealthCore.PROBES_MAX);
    }
    TreeSet<String> names = new TreeSet<>();
    for (ProbeSettings probe : probes) {
      if (!names.add(probe.common().name())) {
        throw new IllegalArgumentException(
            "probes: \"" + probe.common().name() + "\" is named twice");
      }
    }
    if (heartbeat.compareTo(HEARTBEAT_LEAST) < 0 || heartbeat.compareTo(HEARTBEAT_MOST) > 0) {
      throw new IllegalArgumentException(
          "heartbeat: %d ms is not within %d to %d ms"
              .formatted(
                  heartbeat.toMillis(), HEARTBEAT_LEAST.toMillis(), HEARTBEAT_MOST.toMillis()));
    }
  }
}
