package dev.baton.lease.shell;

import java.net.InetAddress;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Which of the VIPs are put. All of them or none the first time, for another node may be able to
 * put all. When they are asked for again, nobody could: then those that can be put are, and the
 * others are tried now and then.
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

  /** Other addresses are guarded: nothing is known of them. */
  void forget() {
    refused = false;
    missing.clear();
  }

  /** None is put any more. */
  void removed() {
    missing.clear();
  }

  /**
   * Puts them.
   *
   * @return those that are missing now and were not before, and why
   * @throws VipAddressesException when they are not put
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
   * Tries those that are missing, if it is time.
   *
   * @return those that are there now
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
