package dev.baton.network;

import dev.baton.arp.ArpVipAddresses;
import dev.baton.arp.LinkTracking;
import dev.baton.compose.netlab.Host;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Addresses on an interface that a thread watches meanwhile. */
final class ArpVipAddressesNetworkTest {
  private static final int CHANGES = 60;

  private TestLan lan;

  @BeforeEach
  void makeLan() {
    Requirements.namespaces();
    lan = TestLan.create(1);
  }

  @AfterEach
  void deleteLan() {
    if (lan != null) {
      lan.close();
    }
  }

  @Test
  void guardsOthersWithoutWaitingForWhatTheWatcherWaitsFor() {
    Host host = lan.host(0);
    // The watcher, left to itself, wakes up once a second.
    Awaitility.await("so many changes")
        .atMost(Duration.ofSeconds(CHANGES / 3))
        .until(() -> host.inside(() -> guardsOthers(CHANGES)));
  }

  private static boolean guardsOthers(int times) {
    ArpVipAddresses vipAddresses = new ArpVipAddresses(Host.INTERFACE, LinkTracking.STATE);
    try {
      for (int time = 1; time <= times; time++) {
        vipAddresses.guard(List.of(vip(time)));
      }
      return true;
    } finally {
      vipAddresses.close();
    }
  }

  private static InetAddress vip(int number) {
    try {
      return InetAddress.getByAddress(new byte[] {10, 77, 1, (byte) number});
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
