package dev.baton.arp;

import dev.baton.lease.gate.KernelGates;
import dev.baton.lease.shell.Installation;
import dev.baton.lease.shell.KeeperParts;
import dev.baton.lease.shell.KeeperService;
import dev.baton.lease.shell.KeeperSettings;
import dev.baton.lease.shell.MemberLink;
import dev.baton.linux.AddressRecord;
import dev.baton.log.EventLog;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The actuator for a LAN: a keeper, the kernel's gate, and addresses that are announced by ARP and
 * neighbour discovery.
 */
public final class ArpActuator {
  private static final Logger LOG = LoggerFactory.getLogger(ArpActuator.class);

  private ArpActuator() {}

  /**
   * Puts an actuator together. Nothing is changed in the kernel before {@link KeeperService#start}.
   *
   * @param log the log; not closed by the service
   * @param link the direct way to the other members; not closed by the service
   * @return the service; closing it releases the VIPs
   * @throws IOException when the run or state directory cannot be used
   * @throws dev.baton.linux.NoInterfaceException when there is no such interface yet
   * @throws IllegalArgumentException when the interface has no Ethernet address
   * @throws IllegalStateException when another keeper of this cluster runs on this host
   */
  public static KeeperService open(ArpSettings settings, EventLog log, MemberLink link)
      throws IOException {
    String hardware = ArpVipAddresses.hardwareAddress(settings.interfaceName());
    KeeperSettings keeper =
        new KeeperSettings(
            settings.cluster(),
            settings.node(),
            Installation.identify(settings.stateDirectory(), hardware),
            settings.runDirectory(),
            settings.silenceTimeout(),
            settings.served());
    AtomicReference<@Nullable KeeperService> service = new AtomicReference<>();
    KernelGates.Choice choice =
        KernelGates.detect(
            settings.cluster().value(),
            settings.interfaceName(),
            why -> {
              LOG.atWarn()
                  .addKeyValue("cluster", settings.cluster())
                  .log("the gate had vanished and was installed again: {}", why);
              Optional.ofNullable(service.get()).ifPresent(running -> running.gateRebuilt(why));
            });
    announce(settings, choice);
    KeeperService opened =
        new KeeperService(
            new KeeperParts(
                keeper,
                log,
                choice.gate(),
                new ArpVipAddresses(
                    settings.interfaceName(),
                    settings.trackInterface() ? LinkTracking.STATE : LinkTracking.EXISTENCE,
                    AddressRecord.of(settings.runDirectory(), settings.cluster().value())),
                link,
                System::nanoTime));
    service.set(opened);
    return opened;
  }

  private static void announce(ArpSettings settings, KernelGates.Choice choice) {
    boolean coarse = choice.gate().placesAddresses();
    (coarse ? LOG.atWarn() : LOG.atInfo())
        .addKeyValue("cluster", settings.cluster())
        .addKeyValue("gate", choice.gate().describe())
        .addKeyValue("leastLease", choice.gate().minimumLease())
        .log(
            coarse
                ? "the lease is enforced by address lifetimes only, in whole seconds; install"
                    + " nftables for the real gate: {}"
                : "the lease is enforced by the kernel: {}",
            choice.why());
  }
}
