package dev.baton.lease.shell;

import dev.baton.lease.core.KeeperStatus;
import dev.baton.model.fact.HostView;
import java.util.List;
import java.util.Optional;

/**
 * The status of a keeper service.
 *
 * @param status the keeper's status; empty until the log has answered for the first time
 * @param counts totals since the start
 * @param gate how the gate is enforced, in words
 * @param vipAddresses how the VIPs are reached here, in words
 * @param refusals the VIPs of the newest definition that the keeper does not touch, and why
 * @param failure why the service has stopped; empty while it runs
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
   * @param sessions sessions started
   * @param acquired how often the gate was opened for an epoch
   * @param shut how often the gate was shut
   * @param undecodable records skipped because they could not be decoded
   * @param conflicts how often another host claimed a VIP that this one held, at most once a second
   *     each
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
