package dev.baton.responder;

import dev.baton.lease.gate.GateException;
import dev.baton.lease.gate.KernelGate;
import dev.baton.lease.gate.KernelGates;
import dev.baton.lease.gate.ObservedGate;
import dev.baton.lease.shell.Installation;
import dev.baton.lease.shell.KeeperParts;
import dev.baton.lease.shell.KeeperService;
import dev.baton.lease.shell.KeeperSettings;
import dev.baton.lease.shell.MemberLink;
import dev.baton.linux.AddressRecord;
import dev.baton.log.EventLog;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The actuator behind a load balancer that probes its backends: a keeper, the kernel's gate over
 * the VIPs and the probe's port, and a responder.
 *
 * @param keeper the service; closing it releases the VIPs
 * @param vipAddresses the responder and the addresses; closed by the service
 */
public record ResponderActuator(KeeperService keeper, ResponderVipAddresses vipAddresses) {
  private static final Logger LOG = LoggerFactory.getLogger(ResponderActuator.class);
  private static final String LOOPBACK = "lo";

  /**
   * Puts an actuator together. Nothing is changed in the kernel and nothing listens before {@link
   * KeeperService#start}.
   *
   * <p>The actuator needs nftables. Nothing else in the kernel can shut a port when the lease ends.
   * Without it a frozen process would still answer the load balancer beside its successor.
   *
   * @param log the log; not closed by the service
   * @param link the direct way to the other members; not closed by the service
   * @throws IOException when the run or state directory cannot be used
   * @throws GateException when the kernel cannot guard the port
   * @throws IllegalArgumentException when there is no such interface, or it has no Ethernet address
   * @throws IllegalStateException when another keeper of this cluster runs on this host
   */
  public static ResponderActuator open(ResponderSettings settings, EventLog log, MemberLink link)
      throws IOException {
    KeeperSettings keeper =
        new KeeperSettings(
            settings.cluster(),
            settings.node(),
            Installation.identify(
                settings.stateDirectory(), Hardware.address(settings.identityInterface())),
            settings.runDirectory(),
            settings.silenceTimeout(),
            settings.served());
    AtomicReference<@Nullable KeeperService> service = new AtomicReference<>();
    ObservedGate gate = new ObservedGate(guardingGate(settings, service), System::nanoTime);
    ResponderVipAddresses vipAddresses =
        new ResponderVipAddresses(
            settings.responder(),
            settings.delivery(),
            gate::isOpenNow,
            AddressRecord.of(settings.runDirectory(), settings.cluster().value()));
    LOG.atInfo()
        .addKeyValue("cluster", settings.cluster())
        .addKeyValue("gate", gate.describe())
        .log(
            "the lease is enforced by the kernel, at the port {} too", settings.responder().port());
    KeeperService opened =
        new KeeperService(new KeeperParts(keeper, log, gate, vipAddresses, link, System::nanoTime));
    service.set(opened);
    return new ResponderActuator(opened, vipAddresses);
  }

  private static KernelGate guardingGate(
      ResponderSettings settings, AtomicReference<@Nullable KeeperService> service) {
    try {
      return KernelGates.nftables(
          settings.cluster().value(),
          settings.delivery().addressesOn().orElse(LOOPBACK),
          List.of(settings.responder().port()),
          why -> {
            LOG.atWarn()
                .addKeyValue("cluster", settings.cluster())
                .log("the gate had vanished and was installed again: {}", why);
            Optional.ofNullable(service.get()).ifPresent(running -> running.gateRebuilt(why));
          });
    } catch (GateException e) {
      throw new GateException(
          "nftables is needed, for nothing else in the kernel shuts a port with the lease", e);
    }
  }
}
