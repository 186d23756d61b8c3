package dev.baton.channel.key;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a key file from disk, if nobody but its owner may. */
public final class KeyFile {
  private static final int MOST_BYTES = 16_384;

  /** How often a file is read that changes meanwhile. */
  private static final int TRIES = 3;

  private KeyFile() {}

  /**
   * Returns a key file's keys.
   *
   * @throws ChannelKeyException when it is missing, unsafe or wrong: file, line and the way out
   */
  public static ChannelKeys read(Path file) throws ChannelKeyException {
    return KeyText.read(file.toString(), text(file));
  }

  /**
   * Returns a key file's text, comments and all. It is one state of the file, even if the file is
   * replaced meanwhile.
   *
   * @throws ChannelKeyException when it is missing, unsafe or too large
   */
  static String text(Path file) throws ChannelKeyException {
    try {
      FileMark before = FileMark.of(file);
      for (int time = 0; time < TRIES; time++) {
        String text = text(file, before);
        FileMark after = FileMark.of(file);
        if (after.equals(before)) {
          return text;
        }
        before = after;
      }
    } catch (IOException e) {
      throw failed(file, e);
    }
    throw new ChannelKeyException(
        file + ": changed each time that it was read; stop what writes it again and again");
  }

  private static String text(Path file, FileMark mark) throws IOException, ChannelKeyException {
    Optional<String> unsafe = mark.unsafe(file);
    if (unsafe.isPresent()) {
      throw new ChannelKeyException(file + ": " + unsafe.get());
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new ChannelKeyException(
            file + ": is larger than " + MOST_BYTES + " bytes, so it is no key file");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /**
   * Looks at a file without reading it.
   *
   * @throws ChannelKeyException when it is missing, or cannot be looked at
   */
  static FileMark mark(Path file) throws ChannelKeyException {
    try {
      return FileMark.of(file);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static ChannelKeyException failed(Path file, IOException e) {
    return new ChannelKeyException(file + ": " + words(e, file));
  }

  /** What went wrong with a file, as a clause behind its name. */
  private static String words(IOException e, Path file) {
    if (e instanceof NoSuchFileException || e instanceof FileNotFoundException) {
      return "does not exist; copy it from another member, or make it: baton channel-key " + file;
    }
    if (e instanceof AccessDeniedException) {
      return "the user of this process may not use it; it belongs to root or to that user,"
          + " with mode 600";
    }
    return "cannot be used: " + e;
  }
}
