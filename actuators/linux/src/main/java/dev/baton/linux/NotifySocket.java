package dev.baton.linux;

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
   *     name, or has more than 107 bytes
   * @throws SystemCallException when there is no such kind of socket here
   */
  public static Optional<NotifySocket> of(Map<String, String> environment) {
    return Optional.ofNullable(environment.get(VARIABLE))
        .filter(name -> !name.isEmpty())
        .map(name -> LocalAddress.of(VARIABLE, name))
        .map(address -> new NotifySocket(open(), address));
  }

  private static Descriptor open() {
    return Libc.socket(Libc.AF_UNIX, Libc.SOCK_DGRAM, 0, "the service manager's socket");
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
