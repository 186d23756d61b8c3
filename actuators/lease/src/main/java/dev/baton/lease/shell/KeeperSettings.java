package dev.baton.lease.shell;

import dev.baton.model.ClusterId;
import dev.baton.model.InstallId;
import dev.baton.model.NodeId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * The settings of a keeper service.
 *
 * @param cluster the cluster whose VIPs this node may hold
 * @param node this node's name
 * @param install this installation, see {@link Installation}
 * @param runDirectory the directory for files that must not survive the boot, on tmpfs; usually
 *     /run/baton
 * @param silenceTimeout how long a standby waits for the tick of a leader that folds before it ends
 *     its session; 3 s, because an idle leader ticks each second, to 1 h
 * @param served TCP ports on which this process itself listens; never guarded
 */
public record KeeperSettings(
    ClusterId cluster,
    NodeId node,
    InstallId install,
    Path runDirectory,
    Duration silenceTimeout,
    Set<Integer> served) {

  /** The default of {@code silenceTimeout}: several times the time of an arbiter's takeover. */
  public static final Duration DEFAULT_SILENCE_TIMEOUT = Duration.ofSeconds(5);

  /** Checks the range and freezes the set. */
  public KeeperSettings {
    served = Set.copyOf(served);
    if (silenceTimeout.compareTo(Duration.ofSeconds(3)) < 0
        || silenceTimeout.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "standby-silence-timeout: " + silenceTimeout.toMillis() + " ms is not within 3 s to 1 h");
    }
  }
}
