/**
 * What only a network shows: gate, addresses and announcements, and the whole of Baton under
 * faults, in network namespaces of their own.
 *
 * <p>Needs root, iproute2 and libnftables. Everything is made under names of this process and
 * deleted on close, and at the latest when the JVM ends.
 */
@NullMarked
package dev.baton.network;

import org.jspecify.annotations.NullMarked;
