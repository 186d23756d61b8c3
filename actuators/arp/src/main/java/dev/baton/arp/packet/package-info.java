/**
 * The two packets that say who has an address: ARP (RFC 826) and the neighbour advertisement (RFC
 * 4861), as bytes and as values.
 *
 * <p>Pure: no sockets, no clock. May depend on {@code MacAddress} and the JDK only.
 */
@NullMarked
package dev.baton.arp.packet;

import org.jspecify.annotations.NullMarked;
