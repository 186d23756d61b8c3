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

/**
 * Sends and receives frames of one protocol on one interface (packet(7)). Used by one thread at a
 * time.
 */
public final class RawSocket implements AutoCloseable {
  private static final int SOCKADDR_LL_BYTES = 20;

  private final Descriptor socket;

  /** What the socket receives. */
  public enum Protocol {
    /** ARP requests and replies. The kernel drops those whose sender address is not watched. */
    ARP(ArpFrame.ETHERTYPE),

    /** IPv6 neighbour advertisements. The kernel drops all other IPv6. */
    NEIGHBOR_ADVERTISEMENT(NeighborAdvertisement.ETHERTYPE);

    private final int ethertype;

    Protocol(int ethertype) {
      this.ethertype = ethertype;
    }
  }

  /** The result of sending a frame. */
  public enum Sent {
    /** The interface took it. */
    SENT,

    /** A filter (a shut gate) or a full queue dropped it. */
    DROPPED,

    /** The interface is down or removed. */
    LINK_DOWN,

    /** The kernel refused for another reason. */
    REFUSED
  }

  private RawSocket(Descriptor socket) {
    this.socket = socket;
  }

  /**
   * Opens a socket. From now on it collects the frames that arrive, but not those that this host
   * sends.
   *
   * @param link the interface
   * @param protocol what to receive
   * @param claimed for ARP: only packets with one of these sender addresses are received, so that
   *     the broadcasts of a LAN do not wake the host
   * @return the open socket
   * @throws SystemCallException when the kernel refuses
   */
  public static RawSocket open(
      NetworkInterfaceInfo link, Protocol protocol, Collection<InetAddress> claimed) {
    // Protocol 0 receives nothing, so no unfiltered frame arrives before bind.
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
   * Returns the descriptor to wait for.
   *
   * @return readable when {@link #receive} has a frame
   */
  public Descriptor descriptor() {
    return socket;
  }

  /**
   * Sends a frame.
   *
   * @param frame from the Ethernet header on
   * @return the result, as far as this host knows
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
   * @param buffer receives the frame, from the Ethernet header on; a longer frame is cut off
   * @return the length in the buffer; empty when there is no frame, or the interface is down
   * @throws SystemCallException when the kernel refuses for another reason
   */
  public OptionalInt receive(byte[] buffer) {
    try {
      return Libc.receiveNow(socket, buffer);
    } catch (SystemCallException e) {
      return nothing(e);
    }
  }

  /** Returns the result that the kernel's error on sending means. */
  static Sent outcome(SystemCallException refusal) {
    return switch (ErrnoDecision.Call.SEND_FRAME.on(refusal.errno())) {
      case AGAIN, DONE, WITHOUT -> Sent.DROPPED;
      case INTERFACE_GONE -> Sent.LINK_DOWN;
      case REFUSED -> Sent.REFUSED;
      case STOP -> throw refusal;
    };
  }

  /**
   * Returns empty if the kernel's error on receiving means that there is no frame now. A socket
   * whose link is gone reports that once.
   */
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

  /**
   * sockaddr_ll (packet(7)): offset 2, 2 bytes: protocol in network order; offset 4: interface;
   * offset 12: for senders only.
   */
  private static byte[] address(int interfaceIndex, int ethertype) {
    return ByteBuffer.allocate(SOCKADDR_LL_BYTES)
        .order(ByteOrder.nativeOrder())
        .putShort((short) Libc.AF_PACKET)
        .putShort((short) Libc.networkOrder(ethertype))
        .putInt(interfaceIndex)
        .array();
  }
}
