package dev.baton.linux;

import java.nio.file.Path;

/** Leaves messages at the {@link LocalListener} of another process of this host. Thread-safe. */
public final class LocalSender implements AutoCloseable {
  private final Descriptor socket;
  private final byte[] address;

  /**
   * Prepares to send. Nobody needs to listen yet.
   *
   * @param path where the other process listens
   * @throws IllegalArgumentException when the path is not absolute, or has more than 107 bytes
   * @throws SystemCallException when there is no such kind of socket here
   */
  public LocalSender(Path path) {
    this.address = LocalAddress.of("local socket", path.toString());
    this.socket = Libc.socket(Libc.AF_UNIX, Libc.SOCK_DGRAM, 0, path.toString());
  }

  /**
   * Sends a message; does not block.
   *
   * @throws SystemCallException with {@link Errno#ENOENT} or {@link Errno#ECONNREFUSED} when nobody
   *     listens, with {@link Errno#EACCES} when this user may not, with {@link Errno#EAGAIN} when
   *     whoever listens does not read
   */
  public void send(byte[] message) {
    Libc.sendTo(socket, message, address);
  }

  @Override
  public void close() {
    socket.close();
  }
}
