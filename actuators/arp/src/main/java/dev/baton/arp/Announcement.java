package dev.baton.arp;

import dev.baton.arp.packet.Frame;
import java.net.InetAddress;

/**
 * One frame that announces a VIP.
 *
 * @param vip the address; IPv4 is announced by ARP, IPv6 by neighbour discovery
 * @param frame the frame
 */
public record Announcement(InetAddress vip, Frame frame) {}
