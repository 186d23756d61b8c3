package dev.baton.compose.cli;

import dev.baton.arbiter.view.LiveStatus;
import dev.baton.arbiter.view.Status;
import dev.baton.compose.config.Suggestion;
import dev.baton.compose.service.ExitCode;
import dev.baton.log.EventLog;
import dev.baton.model.ClusterId;
import dev.baton.model.state.ClusterState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Messages about a cluster that is not defined. */
final class Undefined {

  private Undefined() {}

  /** Returns the names of the clusters that are defined, or will be. */
  static List<String> defined(Status status) {
    return status.clusters().stream()
        .filter(state -> state.definitions().latest().isPresent())
        .map(ClusterState::cluster)
        .map(ClusterId::value)
        .toList();
  }

  /**
   * Checks that a cluster is defined. If not, prints that, with the clusters that are.
   *
   * @return the exit code if it is not defined
   * @throws dev.baton.log.LogUnavailableException when the log is not read in time
   */
  static Optional<ExitCode> check(
      CliContext context, EventLog log, ClusterId cluster, Duration patience) {
    try (LiveStatus live = LiveStatus.open(log, Optional.empty(), patience)) {
      live.catchUp(patience);
      List<String> defined = defined(live.status(context.clock().instant()));
      if (defined.contains(cluster.value())) {
        return Optional.empty();
      }
      context.complain(cluster + ": no such cluster is defined; " + instead(cluster, defined));
      return Optional.of(ExitCode.USAGE);
    }
  }

  private static String instead(ClusterId cluster, List<String> defined) {
    return defined.isEmpty()
        ? "none is; see: baton define --example"
        : "defined: " + String.join(", ", defined) + Suggestion.sentence(cluster.value(), defined);
  }
}
