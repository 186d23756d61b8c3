package dev.baton.arp;

import dev.baton.arp.packet.Frame;
import java.net.InetAddress;

/**
 * One frame that says that a VIP is here.
 *
 * @param vip the address; its version says by which protocol the frame goes
 * @param frame the frame
 */
public record Announcement(InetAddress vip, Frame frame) {}
