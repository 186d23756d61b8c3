package dev.baton.arp.packet;

import dev.baton.linux.MacAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.OptionalInt;

/**
 * An ARP packet for IPv4 over Ethernet, with its Ethernet header (RFC 826, packet format).
 *
 * @param destination the Ethernet destination
 * @param source the Ethernet source
 * @param operation request or reply
 * @param sender the sender's hardware and protocol address
 * @param target the target's hardware and protocol address
 */
public record ArpFrame(
    MacAddress destination, MacAddress source, Operation operation, Party sender, Party target)
    implements Frame {
  /** The Ethernet type of ARP. */
  public static final int ETHERTYPE = 0x0806;

  private static final int PAYLOAD_BYTES = 28;
  private static final int HARDWARE_ETHERNET = 1;
  private static final int PROTOCOL_IPV4 = 0x0800;
  private static final int ADDRESS_LENGTHS = MacAddress.BYTES << 8 | 4;

  /** The operation field. */
  public enum Operation {
    /** A request for the hardware address of the target; 1 in the packet. */
    REQUEST(1),

    /** A reply with the hardware address of the sender; 2 in the packet. */
    REPLY(2);

    private final int code;

    Operation(int code) {
      this.code = code;
    }
  }

  /**
   * One side of the packet.
   *
   * @param mac its hardware address
   * @param ip its protocol address
   */
  public record Party(MacAddress mac, Inet4Address ip) {}

  /**
   * Returns the announcement as a request: sender and target protocol address are the VIP (RFC 5227
   * section 3).
   *
   * @param mac the Ethernet address that has the VIP
   * @param vip the address
   * @return a broadcast frame
   */
  public static ArpFrame gratuitousRequest(MacAddress mac, Inet4Address vip) {
    Party sender = new Party(mac, vip);
    Party target = new Party(MacAddress.ZERO, vip);
    return new ArpFrame(MacAddress.BROADCAST, mac, Operation.REQUEST, sender, target);
  }

  /**
   * Returns the announcement as a reply, for devices that learn only from replies (RFC 5944 section
   * 4.6).
   *
   * @param mac the Ethernet address that has the VIP
   * @param vip the address
   * @return a broadcast frame
   */
  public static ArpFrame gratuitousReply(MacAddress mac, Inet4Address vip) {
    Party both = new Party(mac, vip);
    return new ArpFrame(MacAddress.BROADCAST, mac, Operation.REPLY, both, both);
  }

  /**
   * The frame as it goes on the wire, without padding and check sequence.
   *
   * <pre>
   * offset bytes
   *     14     2  hardware type, 1
   *     16     2  protocol type, 0x0800
   *     18     1  hardware address length, 6
   *     19     1  protocol address length, 4
   *     20     2  operation, 1 or 2
   *     22     6  sender hardware address
   *     28     4  sender protocol address
   *     32     6  target hardware address
   *     38     4  target protocol address
   * </pre>
   *
   * @return 42 bytes
   */
  @Override
  public byte[] encode() {
    byte[] bytes = new byte[Ethernet.HEADER_BYTES + PAYLOAD_BYTES];
    Ethernet.header(ByteBuffer.wrap(bytes), destination, source, ETHERTYPE)
        .putShort((short) HARDWARE_ETHERNET)
        .putShort((short) PROTOCOL_IPV4)
        .putShort((short) ADDRESS_LENGTHS)
        .putShort((short) operation.code)
        .put(sender.mac().bytes())
        .put(sender.ip().getAddress())
        .put(target.mac().bytes())
        .put(target.ip().getAddress());
    return bytes;
  }

  /**
   * Reads a received frame, with or without a VLAN tag. Never throws, whatever the bytes.
   *
   * @param bytes a buffer that starts with the Ethernet header
   * @param length how much of it was received, at most the buffer's length
   * @return the packet, or why it is none
   */
  public static Decoded<ArpFrame> decode(byte[] bytes, int length) {
    if (length < Ethernet.HEADER_BYTES) {
      return new Decoded.Dropped<>(DropReason.TOO_SHORT);
    }
    ByteBuffer frame = ByteBuffer.wrap(bytes, 0, length);
    OptionalInt payload = Ethernet.payloadOffset(frame, ETHERTYPE);
    if (payload.isEmpty()) {
      return new Decoded.Dropped<>(DropReason.OTHER_ETHERTYPE);
    }
    return decodePayload(frame, payload.getAsInt());
  }

  private static Decoded<ArpFrame> decodePayload(ByteBuffer frame, int at) {
    if (frame.limit() < at + PAYLOAD_BYTES) {
      return new Decoded.Dropped<>(DropReason.TOO_SHORT);
    }
    if (frame.getShort(at) != HARDWARE_ETHERNET
        || frame.getShort(at + 2) != PROTOCOL_IPV4
        || frame.getShort(at + 4) != ADDRESS_LENGTHS) {
      return new Decoded.Dropped<>(DropReason.OTHER_ARP_KIND);
    }
    int operation = frame.getShort(at + 6);
    if (operation != Operation.REQUEST.code && operation != Operation.REPLY.code) {
      return new Decoded.Dropped<>(DropReason.OTHER_ARP_OPERATION);
    }
    return new Decoded.Packet<>(
        new ArpFrame(
            Ethernet.mac(frame, 0),
            Ethernet.mac(frame, MacAddress.BYTES),
            operation == Operation.REQUEST.code ? Operation.REQUEST : Operation.REPLY,
            party(frame, at + 8),
            party(frame, at + 18)));
  }

  private static Party party(ByteBuffer frame, int at) {
    byte[] ip = new byte[4];
    frame.get(at + MacAddress.BYTES, ip);
    try {
      return new Party(Ethernet.mac(frame, at), (Inet4Address) InetAddress.getByAddress(ip));
    } catch (UnknownHostException e) {
      throw new AssertionError("four bytes are an IPv4 address", e);
    }
  }
}
