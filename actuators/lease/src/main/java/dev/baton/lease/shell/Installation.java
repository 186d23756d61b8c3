package dev.baton.lease.shell;

import dev.baton.model.InstallId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Identifies an installation, by a random number on disk together with what a cloned machine does
 * not share with its original: the interface's hardware address, and the machine's DMI identity
 * where it can be read. So a clone, which has the same disk, gets another id.
 */
public final class Installation {
  private static final Path DMI_IDENTITY = Path.of("/sys/class/dmi/id/product_uuid");

  /** How the file ends when it is complete. */
  private static final String END = "\n";

  private Installation() {}

  /**
   * Returns this installation's id. Creates its file at the first start, also where several keepers
   * of a host start at once, or where a power cut has left the file empty.
   *
   * @param stateDirectory the directory of the file, usually /var/lib/baton
   * @param hardware what only this machine has, such as its interface's hardware address
   * @throws IOException when the file can neither be read nor created
   */
  public static InstallId identify(Path stateDirectory, String hardware) throws IOException {
    Files.createDirectories(stateDirectory);
    Path file = stateDirectory.resolve("install-id");
    String kept = Files.exists(file) ? Files.readString(file) : "";
    return digest(kept.endsWith(END) ? kept : create(file), hardware);
  }

  /** One at a time: in this process by the monitor, on this host by the lock. */
  private static synchronized String create(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      FileLock unused = channel.lock(); // Until the channel is closed.
      String kept = Files.readString(file);
      if (!kept.isBlank()) {
        return kept;
      }
      String id = UUID.randomUUID() + END;
      channel.write(ByteBuffer.wrap(id.getBytes(StandardCharsets.UTF_8)), 0);
      channel.force(true);
      return id;
    }
  }

  private static InstallId digest(String kept, String hardware) throws IOException {
    String machine =
        Files.isReadable(DMI_IDENTITY) ? Files.readString(DMI_IDENTITY) : "no DMI identity";
    String whole = String.join("\n", kept.strip(), hardware, machine.strip());
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(whole.getBytes(StandardCharsets.UTF_8));
      return new InstallId(HexFormat.of().formatHex(hash, 0, 16));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
