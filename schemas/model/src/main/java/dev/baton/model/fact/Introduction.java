package dev.baton.model.fact;

import dev.baton.model.InstallId;
import dev.baton.model.MemberAddress;
import dev.baton.model.Ranges;
import dev.baton.model.SessionId;
import java.util.List;

/**
 * What makes a keepalive a full one: what a keeper says of itself when its session begins, and from
 * time to time later.
 *
 * @param install the keeper's installation
 * @param ended sessions of the same installation that are over, gate shut; at most 16; only in a
 *     session's first keepalive
 * @param definitionVersion the highest definition version it has read, 0 for none
 * @param enforcement how its gate is enforced
 * @param channel where it hears other members; at most {@link MemberAddress#MOST}, none if it has
 *     no channel
 */
public record Introduction(
    InstallId install,
    List<SessionId> ended,
    long definitionVersion,
    Enforcement enforcement,
    List<MemberAddress> channel) {

  /** Checks ranges and freezes the lists. */
  public Introduction {
    ended = List.copyOf(ended);
    channel = List.copyOf(channel);
    Ranges.require("channel: length", channel.size(), 0, MemberAddress.MOST);
    Ranges.require("definitionVersion", definitionVersion, 0);
    if (ended.size() > 16) {
      throw new IllegalArgumentException("ended: " + ended.size() + " sessions are over 16");
    }
  }

  /** Of a keeper that has no channel. */
  public Introduction(
      InstallId install, List<SessionId> ended, long definitionVersion, Enforcement enforcement) {
    this(install, ended, definitionVersion, enforcement, List.of());
  }
}
