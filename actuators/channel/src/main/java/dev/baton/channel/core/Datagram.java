package dev.baton.channel.core;

import dev.baton.model.ClusterId;
import dev.baton.model.Ranges;

/**
 * What one member of a cluster tells another. It is bound to the cluster, to the generation of its
 * log, and to the sessions of both, so that it means nothing to anybody else and at no other time.
 *
 * @param cluster of both members
 * @param generation of the commands that the sender has read (see {@link dev.baton.model.Source});
 *     0 at first
 * @param sender who says it
 * @param receiver whom it is for
 * @param sequence 1 at least; rises with everything that the sender's session sends
 * @param body what it says
 */
public record Datagram(
    ClusterId cluster, long generation, Party sender, Party receiver, long sequence, Body body) {

  /** Checks the ranges. */
  public Datagram {
    Ranges.require("generation", generation, 0);
    Ranges.require("sequence", sequence, 1);
  }
}
