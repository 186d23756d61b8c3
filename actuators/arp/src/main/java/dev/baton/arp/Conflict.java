package dev.baton.arp;

import dev.baton.linux.MacAddress;
import java.net.InetAddress;

/**
 * Another station spoke for a VIP.
 *
 * @param vip the address
 * @param mac the station's Ethernet address, as it claims it
 * @param interfaceName where it was heard
 */
public record Conflict(InetAddress vip, MacAddress mac, String interfaceName) {}
