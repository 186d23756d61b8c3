package dev.baton.network;

import dev.baton.lease.gate.KernelGate;
import dev.baton.lease.gate.KernelGates;
import dev.baton.lease.gate.ObservedGate;
import dev.baton.responder.Delivery;
import dev.baton.responder.ProbeEndpoint;
import dev.baton.responder.ResponderVipAddresses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * A process that guards a port, holds it and renews its lease until something happens to it.
 * Arguments: the lease in milliseconds, a file to make once it holds.
 */
final class PortHolder {
  static final int PORT = 61_000;

  private PortHolder() {}

  /** Holds until it is killed. */
  public static void main(String[] arguments) throws Exception {
    Duration lease = Duration.ofMillis(Long.parseLong(arguments[0]));
    KernelGate kernel = KernelGates.nftables("web", "lo", List.of(PORT), why -> {});
    ObservedGate gate = new ObservedGate(kernel, System::nanoTime);
    ResponderVipAddresses vipAddresses =
        new ResponderVipAddresses(
            new ProbeEndpoint(Optional.empty(), PORT, "/"),
            new Delivery(Optional.empty(), List.of()),
            gate::isOpenNow);
    gate.guard(List.of());
    vipAddresses.guard(List.of());
    gate.open(1, "s1");
    CountDownLatch never = new CountDownLatch(1);
    boolean said = false;
    for (int slot = 0; never.getCount() > 0; slot = 1 - slot) {
      gate.arm(slot, lease);
      gate.acknowledge(slot);
      if (!said) {
        Files.createFile(Path.of(arguments[1]));
        said = true;
      }
      boolean unused =
          never.await(lease.toMillis() / 3, java.util.concurrent.TimeUnit.MILLISECONDS);
    }
  }
}
