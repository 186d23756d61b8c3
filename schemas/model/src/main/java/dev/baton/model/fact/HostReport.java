package dev.baton.model.fact;

import dev.baton.model.InstallId;
import dev.baton.model.NodeId;

/**
 * A node's keeper tells what its host is: at each start of a session, and whenever it changes.
 *
 * @param node the keeper's node
 * @param install the keeper's installation
 * @param view what it tells
 */
public record HostReport(NodeId node, InstallId install, HostView view) implements Fact {
  @Override
  public <R> R match(Cases<R> cases) {
    return cases.host(this);
  }
}
