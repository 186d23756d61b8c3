package dev.baton.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * The socket on which a service manager hears how a service fares: systemd's sd_notify(3). Each
 * message is one datagram of lines {@code KEY=value}.
 */
public final class NotifySocket implements AutoCloseable {
  /** The variable that names the socket: a path, or {@code @} and an abstract name. */
  public static final String VARIABLE = "NOTIFY_SOCKET";

  /** {@code sun_path} of unix(7) has so many bytes. */
  private static final int LONGEST_PATH = 108;

  private final Descriptor socket;
  private final byte[] address;

  private NotifySocket(Descriptor socket, byte[] address) {
    this.socket = socket;
    this.address = address;
  }

  /**
   * Opens the socket that the environment names.
   *
   * @param environment of this process
   * @return empty when nobody wants to hear
   * @throws IllegalArgumentException when the name is neither an absolute path nor an abstract
   *     name, or is longer than 108 bytes
   * @throws SystemCallException when there is no such kind of socket here
   */
  public static Optional<NotifySocket> of(Map<String, String> environment) {
    return Optional.ofNullable(environment.get(VARIABLE))
        .filter(name -> !name.isEmpty())
        .map(NotifySocket::address)
        .map(address -> new NotifySocket(open(), address));
  }

  private static Descriptor open() {
    return Libc.socket(Libc.AF_UNIX, Libc.SOCK_DGRAM, 0, "the service manager's socket");
  }

  /** Returns a {@code sockaddr_un}, unix(7): an abstract name begins with a byte of zero. */
  private static byte[] address(String name) {
    byte[] path = name.getBytes(StandardCharsets.UTF_8);
    boolean isAbstract = name.startsWith("@");
    boolean named = isAbstract || name.startsWith("/");
    if (!named || path.length >= LONGEST_PATH) {
      throw new IllegalArgumentException(
          VARIABLE + ": " + name + " is no absolute path of less than 108 bytes, nor a @name");
    }
    ByteBuffer address =
        ByteBuffer.allocate(Short.BYTES + path.length + (isAbstract ? 0 : 1))
            .order(ByteOrder.nativeOrder())
            .putShort((short) Libc.AF_UNIX)
            .put(path);
    if (isAbstract) {
      address.put(Short.BYTES, (byte) 0);
    }
    return address.array();
  }

  /**
   * Sends a message; does not block.
   *
   * @param lines each {@code KEY=value}, without line breaks in the value
   * @throws SystemCallException when nobody listens, or has no room
   */
  public void send(String... lines) {
    byte[] message = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    Libc.sendTo(socket, message, address);
  }

  @Override
  public void close() {
    socket.close();
  }
}
