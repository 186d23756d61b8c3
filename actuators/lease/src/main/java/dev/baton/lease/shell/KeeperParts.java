package dev.baton.lease.shell;

import dev.baton.lease.gate.KernelGate;
import dev.baton.log.EventLog;
import java.util.function.LongSupplier;

/**
 * What a keeper service is made of.
 *
 * @param settings who and where it is
 * @param log where keepalives go and commands come from; not closed by the service
 * @param gate the kernel's switch; closed by the service
 * @param vipAddresses addresses and announcements; closed by the service
 * @param clock monotonic nanoseconds; {@code System::nanoTime}
 */
public record KeeperParts(
    KeeperSettings settings,
    EventLog log,
    KernelGate gate,
    VipAddresses vipAddresses,
    LongSupplier clock) {}
