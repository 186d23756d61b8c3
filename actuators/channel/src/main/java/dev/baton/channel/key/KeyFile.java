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
final class KeyFile {
  private static final int MOST_BYTES = 16_384;

  private KeyFile() {}

  /**
   * Returns a key file's keys.
   *
   * @throws ChannelKeyException when it is missing, unsafe or wrong
   */
  static ChannelKeys read(Path file) throws ChannelKeyException {
    return KeyText.read(file.toString(), text(file));
  }

  /**
   * Returns a key file's text, comments and all.
   *
   * @throws ChannelKeyException when it is missing, unsafe or too large
   */
  static String text(Path file) throws ChannelKeyException {
    try {
      Optional<String> unsafe = FileMark.of(file).unsafe(file);
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
    } catch (IOException e) {
      throw new ChannelKeyException(file + ": " + words(file, e));
    }
  }

  /** What went wrong with a file, as a clause behind its name. */
  static String words(Path file, IOException e) {
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
