/**
 * The two packets that announce an address, as bytes and as values: ARP (RFC 826) and the neighbour
 * advertisement (RFC 4861).
 *
 * <p>Pure: no sockets, no clock. May depend on {@code MacAddress} and the JDK only.
 */
@NullMarked
package dev.baton.arp.packet;

import org.jspecify.annotations.NullMarked;
