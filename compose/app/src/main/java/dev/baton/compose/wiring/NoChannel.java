package dev.baton.compose.wiring;

import dev.baton.compose.ping.PingJson;
import dev.baton.compose.ping.PingReport;
import dev.baton.compose.ping.PingReport.Silence;
import dev.baton.compose.service.WebPage;
import dev.baton.lease.shell.KeeperService;
import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A keeper without a channel, because the process has no key file. Whoever asks for the members is
 * told so.
 */
record NoChannel(ClusterId cluster, NodeId node) implements KeeperTies, WebPage {

  @Override
  public void opened(KeeperService keeper) {
    // It has the log alone.
  }

  @Override
  public Optional<WebPage> page() {
    return Optional.of(this);
  }

  @Override
  public String path() {
    return PingReport.path(cluster);
  }

  @Override
  public CompletionStage<String> answer() {
    return CompletableFuture.completedFuture(
        PingJson.line(PingReport.silent(cluster, node, Silence.NO_KEY_FILE)));
  }
}
