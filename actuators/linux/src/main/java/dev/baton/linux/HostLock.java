package dev.baton.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Keeps two keepers of one cluster from running on one host, by flock(2) on a file in a run
 * directory. The kernel releases the lock when the process ends, however it ends.
 */
public final class HostLock implements AutoCloseable {
  private static final Pattern CLUSTER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
  private static final int O_RDWR_CREAT = 0x42;
  private static final int OWNER_ONLY = 0600;

  private final Descriptor file;

  private HostLock(Descriptor file) {
    this.file = file;
  }

  /**
   * Tries to take the lock of a cluster.
   *
   * @param directory the directory of the lock files; created when missing. It must not be cleaned
   *     while keepers run: a lock on a deleted file stops nobody.
   * @param cluster the cluster's id: letters, digits, dot, dash, underscore; at most 128
   * @return the lock; empty when another keeper on this host has it
   * @throws IOException when the directory cannot be created
   * @throws SystemCallException when the file cannot be opened or locked
   * @throws IllegalArgumentException when the id cannot be a file name
   */
  public static Optional<HostLock> tryAcquire(Path directory, String cluster) throws IOException {
    if (!CLUSTER.matcher(cluster).matches()) {
      throw new IllegalArgumentException("not usable as a file name: " + cluster);
    }
    Files.createDirectories(directory);
    Descriptor file = Libc.open(directory.resolve(cluster + ".lock"), O_RDWR_CREAT, OWNER_ONLY);
    try {
      if (Libc.tryLock(file)) {
        return Optional.of(new HostLock(file));
      }
    } catch (SystemCallException e) {
      file.close();
      throw e;
    }
    file.close();
    return Optional.empty();
  }

  /**
   * Releases the lock. The file stays: if it were deleted, two processes could lock two different
   * files.
   */
  @Override
  public void close() {
    file.close();
  }
}
