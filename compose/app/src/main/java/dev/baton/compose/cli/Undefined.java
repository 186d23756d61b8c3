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

/** What is said of a cluster that nobody has defined. */
final class Undefined {

  private Undefined() {}

  /** Returns the names of the clusters that are defined, or on their way to be. */
  static List<String> defined(Status status) {
    return status.clusters().stream()
        .filter(state -> state.definitions().latest().isPresent())
        .map(ClusterState::cluster)
        .map(ClusterId::value)
        .toList();
  }

  /**
   * Tells whether a cluster is defined, and says so where it is not, with what there is.
   *
   * @return how to end if it is not
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
