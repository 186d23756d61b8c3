package dev.baton.lease.shell;

import dev.baton.model.ClusterId;
import dev.baton.model.InstallId;
import dev.baton.model.NodeId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * What a keeper service has to be told.
 *
 * @param cluster whose VIPs this node may hold
 * @param node this node's name
 * @param install this installation, see {@link Installation}
 * @param runDirectory for files that must not outlive the boot, on tmpfs; usually /run/baton
 * @param silenceTimeout how long without the tick of a leader that folds until a standby gives its
 *     session up; 3 s, since a leader at rest ticks each second, to 1 h
 * @param served TCP ports at which this process itself is asked; never guarded
 */
public record KeeperSettings(
    ClusterId cluster,
    NodeId node,
    InstallId install,
    Path runDirectory,
    Duration silenceTimeout,
    Set<Integer> served) {

  /** The default of {@code silenceTimeout}: several times what an arbiter's takeover costs. */
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
