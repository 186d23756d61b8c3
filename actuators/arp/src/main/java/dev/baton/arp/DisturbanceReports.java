package dev.baton.arp;

import dev.baton.lease.shell.VipAddresses;
import dev.baton.linux.MacAddress;
import dev.baton.model.fact.IncidentKind;
import java.net.InetAddress;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports what happens to the VIPs on the LAN, in words for the audit. */
final class DisturbanceReports implements LanEvents {
  private static final Logger LOG = LoggerFactory.getLogger(ArpVipAddresses.class);

  private final String interfaceName;
  private final Supplier<VipAddresses.Listener> listener;
  private final Runnable announceAgain;

  /**
   * Reports to the present listener.
   *
   * @param announceAgain what to do when another station claims a VIP
   */
  DisturbanceReports(
      String interfaceName, Supplier<VipAddresses.Listener> listener, Runnable announceAgain) {
    this.interfaceName = interfaceName;
    this.listener = listener;
    this.announceAgain = announceAgain;
  }

  @Override
  public void conflict(Conflict conflict) {
    announceAgain.run();
    tell(
        IncidentKind.ADDRESS_CONFLICT,
        conflict.vip().getHostAddress(),
        conflict.mac() + " claimed it on " + conflict.interfaceName() + "; announced again");
  }

  @Override
  public void addressLost(InetAddress vip) {
    tell(
        IncidentKind.ADDRESS_LOST,
        vip.getHostAddress(),
        "another program removed it from " + interfaceName);
  }

  @Override
  public void hardwareChanged(MacAddress before, MacAddress now) {
    String what = "its Ethernet address was " + before + " and is " + now;
    LOG.atWarn().addKeyValue("interface", interfaceName).log(what);
    tell(IncidentKind.HARDWARE_CHANGED, interfaceName, what + "; announced again");
  }

  @Override
  public void linkDown() {
    tell(IncidentKind.LINK_DOWN, interfaceName, "no carrier, down or gone");
  }

  @Override
  public void linkUp() {
    tell(IncidentKind.LINK_UP, interfaceName, "up with carrier");
  }

  private void tell(IncidentKind kind, String subject, String detail) {
    listener.get().disturbed(kind, subject, detail);
  }
}
