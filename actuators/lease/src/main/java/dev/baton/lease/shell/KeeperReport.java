package dev.baton.lease.shell;

import dev.baton.lease.core.KeeperStatus;
import dev.baton.model.fact.HostView;
import java.util.List;
import java.util.Optional;

/**
 * How a keeper service fares.
 *
 * @param status what the keeper is doing; empty until the log has answered for the first time
 * @param counts what it has done since it started
 * @param gate how its gate is kept
 * @param vipAddresses how it is present
 * @param refusals VIPs of the newest definition that it does not touch, and why
 * @param failure why it has stopped, if it has
 */
public record KeeperReport(
    Optional<KeeperStatus> status,
    Counts counts,
    String gate,
    String vipAddresses,
    List<HostView.Refused> refusals,
    Optional<String> failure) {

  /**
   * Totals since the start.
   *
   * @param sent keepalives sent
   * @param acknowledged keepalives acknowledged, in time or not
   * @param givenUp keepalives given up
   * @param sessions sessions begun
   * @param acquired how often the gate was opened for an epoch
   * @param shut how often it was shut
   * @param undecodable records skipped because they could not be decoded
   * @param conflicts how often another host was heard to answer for a VIP that this one held, at
   *     most once a second each
   */
  public record Counts(
      long sent,
      long acknowledged,
      long givenUp,
      long sessions,
      long acquired,
      long shut,
      long undecodable,
      long conflicts) {}
}
