/**
 * The kernel's switch for a cluster's VIPs: protocol rule G.
 *
 * <p>{@link dev.baton.lease.gate.KernelGate} is the contract, nftables the way it is meant to be
 * kept, address lifetimes what remains without nftables. May depend on {@code
 * dev.baton.lease.linux}, JNA and the JDK only.
 */
@NullMarked
package dev.baton.lease.gate;

import org.jspecify.annotations.NullMarked;
