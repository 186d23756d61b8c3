/**
 * The two packets that announce an address, as bytes and as values: ARP (RFC 826) and the neighbour
 * advertisement (RFC 4861).
 *
 * <p>Pure: no sockets and no clock. May depend only on {@code MacAddress} and the JDK.
 */
@NullMarked
package dev.baton.arp.packet;

import org.jspecify.annotations.NullMarked;
