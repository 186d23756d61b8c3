package dev.baton.arp;

import dev.baton.linux.MacAddress;
import java.net.InetAddress;

/**
 * Another station has claimed a VIP.
 *
 * @param vip the address
 * @param mac the station's Ethernet address, as its frame says
 * @param interfaceName the interface on which the frame arrived
 */
public record Conflict(InetAddress vip, MacAddress mac, String interfaceName) {}
