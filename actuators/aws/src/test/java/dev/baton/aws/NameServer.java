package dev.baton.aws;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Map;

/** A name server on loopback that says the same for every name. */
final class NameServer implements AutoCloseable {
  static final int AUTHORITATIVE = 0x8400;
  static final int NO_SUCH_NAME = 0x8403;
  static final int FROM_A_CACHE = 0x8000;

  private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
  private final int flags;
  private final Map<Integer, String> addresses;

  /**
   * Starts one.
   *
   * @param addresses by type of record
   */
  NameServer(int flags, Map<Integer, String> addresses) throws IOException {
    this.flags = flags;
    this.addresses = addresses;
    Thread thread = new Thread(this::serve, "name-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** Where nobody listens any more. */
  static String addressOfNobody() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return "127.0.0.1:" + socket.getLocalPort();
    }
  }

  String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  private void serve() {
    try {
      while (!socket.isClosed()) {
        DatagramPacket packet = new DatagramPacket(new byte[512], 512);
        socket.receive(packet);
        byte[] answer = answer(packet.getData(), packet.getLength());
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      }
    } catch (IOException e) {
      if (!socket.isClosed()) {
        throw new IllegalStateException(e);
      }
    }
  }

  private byte[] answer(byte[] question, int length) throws IOException {
    int type = question[length - 3];
    String address = addresses.get(type);
    ByteBuffer out = ByteBuffer.allocate(512).put(question, 0, length);
    out.putShort(2, (short) flags);
    if (address != null) {
      byte[] data = InetAddress.getByName(address).getAddress();
      out.putShort(6, (short) 1);
      // The name is the question's, which stands at byte 12.
      out.putShort((short) 0xc00c).putShort((short) type).putShort((short) 1).putInt(10);
      out.putShort((short) data.length).put(data);
    }
    byte[] bytes = new byte[out.position()];
    out.flip().get(bytes);
    return bytes;
  }

  @Override
  public void close() {
    socket.close();
  }
}
