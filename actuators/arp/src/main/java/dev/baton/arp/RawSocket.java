package dev.baton.arp;

import dev.baton.arp.packet.ArpFrame;
import dev.baton.arp.packet.NeighborAdvertisement;
import dev.baton.linux.Descriptor;
import dev.baton.linux.ErrnoDecision;
import dev.baton.linux.Libc;
import dev.baton.linux.NetworkInterfaceInfo;
import dev.baton.linux.SystemCallException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collection;
import java.util.OptionalInt;

/** Frames of one protocol on one interface (packet(7)). One thread at a time. */
public final class RawSocket implements AutoCloseable {
  private static final int SOCKADDR_LL_BYTES = 20;

  private final Descriptor socket;

  /** What the socket receives. */
  public enum Protocol {
    /** ARP, requests and replies; the kernel filters out what does not speak for the addresses. */
    ARP(ArpFrame.ETHERTYPE),

    /** IPv6 neighbour advertisements; the kernel filters out all other IPv6. */
    NEIGHBOR_ADVERTISEMENT(NeighborAdvertisement.ETHERTYPE);

    private final int ethertype;

    Protocol(int ethertype) {
      this.ethertype = ethertype;
    }
  }

  /** What became of a frame. */
  public enum Sent {
    /** The interface took it. */
    SENT,

    /** A filter (a shut gate) or a full queue dropped it. */
    DROPPED,

    /** The interface is down or gone. */
    LINK_DOWN,

    /** The kernel refuses for another reason. */
    REFUSED
  }

  private RawSocket(Descriptor socket) {
    this.socket = socket;
  }

  /**
   * Opens a socket; from now on it collects what arrives, but not what this host sends.
   *
   * @param link the interface
   * @param protocol what to receive
   * @param claimed of ARP, only packets that have one of these as their sender's address: a host is
   *     not to be woken by every broadcast of its LAN
   * @return the open socket
   * @throws SystemCallException when the kernel refuses
   */
  public static RawSocket open(
      NetworkInterfaceInfo link, Protocol protocol, Collection<InetAddress> claimed) {
    // Protocol 0 receives nothing, so that nothing unfiltered comes in before bind.
    Descriptor socket = Libc.socket(Libc.AF_PACKET, Libc.SOCK_RAW, 0, link.name());
    try {
      Libc.attachFilter(
          socket,
          switch (protocol) {
            case ARP -> ReceiveFilter.arpFrom(claimed);
            case NEIGHBOR_ADVERTISEMENT -> ReceiveFilter.advertisements();
          });
      Libc.bind(socket, address(link.index(), protocol.ethertype));
    } catch (SystemCallException e) {
      socket.close();
      throw e;
    }
    return new RawSocket(socket);
  }

  /**
   * The descriptor to wait for.
   *
   * @return readable when {@link #receive} has something to give
   */
  public Descriptor descriptor() {
    return socket;
  }

  /**
   * Sends a frame.
   *
   * @param frame from the Ethernet header on
   * @return what became of it, as far as this host knows
   */
  public Sent send(byte[] frame) {
    try {
      Libc.send(socket, frame);
      return Sent.SENT;
    } catch (SystemCallException e) {
      return outcome(e);
    }
  }

  /**
   * Takes one received frame, if there is one. Never blocks.
   *
   * @param buffer where it goes, from the Ethernet header on; what does not fit is cut off
   * @return its length in the buffer; empty when there is none, or the interface is down
   * @throws SystemCallException when the kernel refuses for another reason
   */
  public OptionalInt receive(byte[] buffer) {
    try {
      return Libc.receiveNow(socket, buffer);
    } catch (SystemCallException e) {
      return nothing(e);
    }
  }

  /** What a refusal to send means. */
  static Sent outcome(SystemCallException refusal) {
    return switch (ErrnoDecision.Call.SEND_FRAME.on(refusal.errno())) {
      case AGAIN, DONE, WITHOUT -> Sent.DROPPED;
      case INTERFACE_GONE -> Sent.LINK_DOWN;
      case REFUSED -> Sent.REFUSED;
      case STOP -> throw refusal;
    };
  }

  /** What a refusal to receive means: nothing now. A socket that lost its link says so once. */
  static OptionalInt nothing(SystemCallException refusal) {
    return switch (ErrnoDecision.Call.RECEIVE_FRAME.on(refusal.errno())) {
      case AGAIN, DONE, WITHOUT, INTERFACE_GONE -> OptionalInt.empty();
      case REFUSED, STOP -> throw refusal;
    };
  }

  /** Closes the socket. Idempotent. */
  @Override
  public void close() {
    socket.close();
  }

  /** sockaddr_ll: 2 family, 2 protocol (network order), 4 interface, 12 for senders only. */
  private static byte[] address(int interfaceIndex, int ethertype) {
    return ByteBuffer.allocate(SOCKADDR_LL_BYTES)
        .order(ByteOrder.nativeOrder())
        .putShort((short) Libc.AF_PACKET)
        .putShort((short) Libc.networkOrder(ethertype))
        .putInt(interfaceIndex)
        .array();
  }
}
