package dev.baton.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Allows one broker for each data directory. The broker's own lock comes later in its start; before
 * it, a second broker's controller would already write to the metadata log.
 *
 * <p>The lock belongs to the process and ends with it, however it ends.
 */
final class DirectoryLock implements AutoCloseable {
  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Creates the directory if it is missing, and locks it.
   *
   * @throws BrokerStartException when another broker has it or it cannot be written
   */
  static DirectoryLock take(Path directory) {
    try {
      Files.createDirectories(directory);
      Path file = directory.resolve("baton-broker.lock");
      var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        throw new BrokerStartException("Another broker runs in " + directory);
      }
      return new DirectoryLock(channel);
    } catch (IOException e) {
      throw new BrokerStartException(
          "The broker cannot keep its data in %s: %s".formatted(directory, e), e);
    }
  }

  /** Releases the directory. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("The lock of a data directory could not be given back", e);
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Another broker in this process has it.
      return null;
    }
  }
}
