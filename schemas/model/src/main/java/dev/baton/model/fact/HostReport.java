package dev.baton.model.fact;

import dev.baton.model.InstallId;
import dev.baton.model.NodeId;

/**
 * A node's keeper reports what it sees of its host: with each new session, and whenever something
 * of it changes.
 *
 * @param node the keeper's node
 * @param install the keeper's installation
 * @param view what it reports
 */
public record HostReport(NodeId node, InstallId install, HostView view) implements Fact {
  @Override
  public <R> R match(Cases<R> cases) {
    return cases.host(this);
  }
}
