package dev.baton.lease.shell;

import dev.baton.lease.gate.KernelGate;
import dev.baton.log.EventLog;
import java.util.function.LongSupplier;

/**
 * The parts of a keeper service.
 *
 * @param settings its settings
 * @param log where it appends keepalives and reads commands; not closed by the service
 * @param gate the kernel's gate; closed by the service
 * @param vipAddresses the addresses and announcements; closed by the service
 * @param link the direct way to the other members; not closed by the service
 * @param clock monotonic nanoseconds; {@code System::nanoTime}
 */
public record KeeperParts(
    KeeperSettings settings,
    EventLog log,
    KernelGate gate,
    VipAddresses vipAddresses,
    MemberLink link,
    LongSupplier clock) {}
