package dev.baton.lease.shell;

import java.net.InetAddress;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Decides which of the VIPs are added. The first time it is all of them or none, because another
 * node may be able to add all. If they are asked for again, no node could add all. Then those that
 * can be added are, and the others are tried again at an interval.
 */
final class VipPlacement {
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final VipAddresses vipAddresses;
  private final Map<InetAddress, String> missing = new LinkedHashMap<>();
  private boolean refused;
  private long triedAt;

  VipPlacement(VipAddresses vipAddresses) {
    this.vipAddresses = vipAddresses;
  }

  /** Other addresses are guarded, so nothing is known of them. */
  void forget() {
    refused = false;
    missing.clear();
  }

  /** No VIP is added any more. */
  void removed() {
    missing.clear();
  }

  /**
   * Adds the VIPs.
   *
   * @return those that are missing now and were not before, and why
   * @throws VipAddressesException when they are not added
   */
  Map<InetAddress, String> put(long now) {
    triedAt = now;
    if (!refused) {
      try {
        vipAddresses.put();
        return Map.of();
      } catch (VipAddressesException e) {
        refused = true;
        throw e;
      }
    }
    Map<InetAddress, String> left = vipAddresses.putSome();
    Map<InetAddress, String> fresh = new LinkedHashMap<>(left);
    fresh.keySet().removeAll(missing.keySet());
    missing.clear();
    missing.putAll(left);
    refused = !left.isEmpty();
    return fresh;
  }

  /**
   * Tries the missing VIPs again, if it is time.
   *
   * @return those that were added
   */
  Collection<InetAddress> mend(long now) {
    if (missing.isEmpty() || now - triedAt < PAUSE_NANOS) {
      return List.of();
    }
    Map<InetAddress, String> before = new LinkedHashMap<>(missing);
    Map<InetAddress, String> unused = put(now);
    before.keySet().removeAll(missing.keySet());
    return before.keySet();
  }
}
