package dev.baton.model.state;

import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Ranges;
import dev.baton.model.SessionId;
import java.time.Instant;

/**
 * The standing successor (rule D): the session to which the next epoch belongs already, although
 * the present one is still held. It takes the VIPs when the holder says that it has let go, without
 * waiting for an arbiter.
 *
 * @param epoch the epoch that is its own; above every number ever given before
 * @param after the epoch whose end it waits for
 * @param node the node
 * @param session the only session that may open that epoch
 * @param since when it was named, in log time; for people
 * @param generation of the commands in which it was named last: keepers forget names when they read
 *     of a loss, also of one in another cluster of the partition
 * @param withdrawn whether it was told to give the epoch up, and has not answered yet
 */
public record Successor(
    Epoch epoch,
    Epoch after,
    NodeId node,
    SessionId session,
    Instant since,
    long generation,
    boolean withdrawn) {

  /** Checks the order of the epochs. */
  public Successor {
    Ranges.require("generation", generation, 0);
    if (!epoch.isAfter(after)) {
      throw new IllegalArgumentException("epoch: " + epoch + " is not after " + after);
    }
  }

  /** Returns the same, told to give its epoch up. */
  public Successor asWithdrawn() {
    return new Successor(epoch, after, node, session, since, generation, true);
  }

  /** Returns the same, named again in a later generation. */
  public Successor namedIn(long later) {
    return new Successor(epoch, after, node, session, since, later, withdrawn);
  }
}
