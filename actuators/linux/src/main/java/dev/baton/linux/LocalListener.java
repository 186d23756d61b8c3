package dev.baton.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A socket at a path, where other processes of this host leave messages: one datagram each, whole
 * or not at all. Only processes of the same user and root may. The kernel keeps a few messages for
 * a reader that does not read, and refuses more. One thread receives and closes; any may call
 * {@link #end}.
 */
public final class LocalListener implements AutoCloseable {
  private static final int OWNER_ONLY = 0600;
  private static final Duration LONG = Duration.ofHours(1);

  private final Descriptor socket;
  private final Wakeup wakeup = new Wakeup();
  private final byte[] buffer;
  private boolean closed;
  private volatile boolean ended;

  private LocalListener(Descriptor socket, int mostBytes) {
    this.socket = socket;
    this.buffer = new byte[mostBytes + 1];
  }

  /**
   * Begins to listen, in place of an earlier process that left its socket there. The caller makes
   * sure that no other process listens there now. The file stays when it ends: who comes next may
   * already have its own there.
   *
   * @param path a file in a directory that this user may write
   * @param mostBytes of a message
   * @throws IllegalArgumentException when the path is not absolute, or has more than 107 bytes
   * @throws IOException when something else is at the path
   * @throws SystemCallException when the kernel refuses it
   */
  public static LocalListener open(Path path, int mostBytes) throws IOException {
    byte[] address = LocalAddress.of("local socket", path.toString());
    removeStale(path);
    Descriptor socket = Libc.socket(Libc.AF_UNIX, Libc.SOCK_DGRAM, 0, path.toString());
    try {
      Libc.changeMode(socket, OWNER_ONLY); // The file gets it as it is made, not a moment later.
      Libc.bind(socket, address);
      return new LocalListener(socket, mostBytes);
    } catch (SystemCallException e) {
      socket.close();
      throw e;
    }
  }

  private static void removeStale(Path path) throws IOException {
    try {
      if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .isOther()) {
        throw new IOException(path + " is there and is no socket");
      }
      Files.deleteIfExists(path);
    } catch (NoSuchFileException e) {
      // The usual case.
    }
  }

  /**
   * Waits for a message.
   *
   * @return empty after {@link #end}; of a message that is too long one byte more than the most
   * @throws SystemCallException when the kernel refuses it
   */
  public Optional<byte[]> receive() {
    while (!ended) {
      BitSet ready = Libc.awaitReadable(List.of(socket, wakeup.descriptor()), LONG);
      if (ready.get(0) && !ended) {
        Optional<byte[]> message = now();
        if (message.isPresent()) {
          return message;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<byte[]> now() {
    OptionalInt length = Libc.receiveNow(socket, buffer);
    return length.isPresent()
        ? Optional.of(Arrays.copyOf(buffer, length.getAsInt()))
        : Optional.empty();
  }

  /** Ends {@link #receive} for good; any thread. */
  public synchronized void end() {
    ended = true;
    if (!closed) {
      wakeup.wake();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    socket.close();
    wakeup.close();
  }
}
