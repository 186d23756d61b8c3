/**
 * The gate of a cluster's VIPs in the kernel (rule G).
 *
 * <p>{@link dev.baton.lease.gate.KernelGate} is the contract. There are two implementations: one
 * with nftables, and a weaker one with address lifetimes for hosts without nftables. May depend on
 * {@code dev.baton.linux}, JNA and the JDK only.
 */
@NullMarked
package dev.baton.lease.gate;

import org.jspecify.annotations.NullMarked;
