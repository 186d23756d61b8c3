package dev.baton.channel.key;

import dev.baton.channel.core.KeyId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

/**
 * Makes key files. A file appears whole or not at all, and only its owner may read it. A key's id
 * is the time at which it was made.
 */
public final class ChannelKeyFile {
  private static final DateTimeFormatter ID =
      DateTimeFormatter.ofPattern("'k'uuuuMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private static final String HEAD =
      """
      # Keys of Baton's channel: a line "ID KEY" each. The first one seals, all are believed.
      # Every member of the cluster has the same keys. Nobody else may read this file.
      """;

  private ChannelKeyFile() {}

  /**
   * Makes a file with one new key.
   *
   * @param clock gives the key its id
   * @return the new key's id
   * @throws ChannelKeyException when the file exists already, or cannot be written
   */
  public static KeyId create(Path file, SecureRandom random, InstantSource clock)
      throws ChannelKeyException {
    KeyId id = newId(clock);
    Path whole = write(file, HEAD + line(id, random));
    try {
      Files.createLink(file, whole); // Unlike a move it never replaces a file.
      return id;
    } catch (FileAlreadyExistsException e) {
      throw new ChannelKeyException(
          file + ": exists already; to add a key to it, run: baton channel-key --add " + file);
    } catch (IOException e) {
      throw failed(file, e);
    } finally {
      remove(whole);
    }
  }

  /**
   * Adds a new key at the end of a file: it is believed from then on, and does not seal.
   *
   * @param clock gives the key its id
   * @return the new key's id
   * @throws ChannelKeyException when there is no such file, it is wrong, or cannot be written
   */
  public static KeyId add(Path file, SecureRandom random, InstantSource clock)
      throws ChannelKeyException {
    KeyId id = newId(clock);
    String before = KeyFile.text(file);
    String text = before + (before.endsWith("\n") ? "" : "\n") + line(id, random);
    KeyText.read(file.toString(), before);
    KeyText.read(file.toString(), text);
    Path whole = write(file, text);
    try {
      Files.setOwner(whole, Files.getOwner(file));
      Files.move(whole, target(file), StandardCopyOption.ATOMIC_MOVE);
      return id;
    } catch (IOException e) {
      throw failed(file, e);
    } finally {
      remove(whole);
    }
  }

  private static KeyId newId(InstantSource clock) {
    return new KeyId(ID.format(clock.instant()));
  }

  private static String line(KeyId id, SecureRandom random) {
    byte[] secret = new byte[ChannelKey.BYTES];
    random.nextBytes(secret);
    return id + " " + HexFormat.of().formatHex(secret) + "\n";
  }

  /** Writes a file beside the one that it becomes. */
  private static Path write(Path file, String text) throws ChannelKeyException {
    try {
      Path beside = target(file).resolveSibling(file.getFileName() + ".new");
      try (FileChannel out =
          FileChannel.open(
              beside,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              OWNER_ONLY)) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        out.force(true);
      }
      return beside;
    } catch (FileAlreadyExistsException e) {
      throw new ChannelKeyException(
          e.getFile() + ": another baton channel-key is at work, or was killed; then delete it");
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  /** A symbolic link stays, and leads to the new file. */
  private static Path target(Path file) throws IOException {
    return Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
  }

  private static void remove(Path beside) throws ChannelKeyException {
    try {
      Files.deleteIfExists(beside);
    } catch (IOException e) {
      throw new ChannelKeyException(beside + ": cannot be deleted, do it by hand: " + e);
    }
  }

  private static ChannelKeyException failed(Path file, IOException e) {
    String words =
        e instanceof NoSuchFileException
            ? "its folder does not exist; make it first"
            : "cannot be written: " + e;
    return new ChannelKeyException(file + ": " + words);
  }
}
