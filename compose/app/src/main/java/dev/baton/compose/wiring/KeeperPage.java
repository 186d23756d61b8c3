package dev.baton.compose.wiring;

import dev.baton.compose.service.WebPage;
import dev.baton.compose.status.LocalStatus;
import dev.baton.lease.core.KeeperStatus;
import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * How a keeper fares, for {@code baton status --local}.
 *
 * @param status empty until the log has answered for the first time
 */
record KeeperPage(ClusterId cluster, NodeId node, Supplier<Optional<KeeperStatus>> status)
    implements WebPage {

  @Override
  public String path() {
    return LocalStatus.path(cluster);
  }

  @Override
  public CompletionStage<String> answer() {
    return CompletableFuture.completedFuture(LocalStatus.of(cluster, node, status.get()).json());
  }
}
