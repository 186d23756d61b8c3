/**
 * The actuator for a local network, Linux side: the VIPs' addresses on an interface, their
 * announcements, and the watch for others that claim them.
 *
 * <p>{@link dev.baton.arp.ArpBinding} puts the parts together for a keeper's loop. May depend on
 * {@code dev.baton.lease.linux}, {@code dev.baton.arp.packet} and the JDK.
 */
@NullMarked
package dev.baton.arp;

import org.jspecify.annotations.NullMarked;
