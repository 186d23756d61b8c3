/**
 * The actuator for a local network, on Linux: it adds the VIPs to an interface, announces them, and
 * notices other hosts that claim them.
 *
 * <p>{@link dev.baton.arp.ArpBinding} puts the parts together for a keeper's loop. May depend on
 * {@code dev.baton.lease}, {@code dev.baton.linux}, {@code dev.baton.arp.packet} and the JDK.
 */
@NullMarked
package dev.baton.arp;

import org.jspecify.annotations.NullMarked;
