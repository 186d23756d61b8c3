package dev.baton.compose.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads files that the user wrote: short UTF-8 texts. The path may lead to anything. */
public final class TextFile {

  /** Longer than any file of Baton; bounds a device that never ends. */
  private static final int MOST_BYTES = 1 << 20;

  private final Path path;

  private TextFile(Path path) {
    this.path = path;
  }

  /**
   * Reads a file of at most 1 MiB. Messages name the document by its path. A UTF-8 byte order mark
   * is dropped.
   *
   * @throws ConfigException when the path does not exist, is no file, is too long, or is not UTF-8;
   *     then with line and column (in bytes) of the first wrong byte
   */
  public static Sources.Document read(Path path) {
    TextFile file = new TextFile(path);
    return new Sources.Document(path.toString(), file.text(file.bytes()));
  }

  private byte[] bytes() {
    if (Files.isDirectory(path)) {
      throw refused("is a directory; a file is needed");
    }
    try (InputStream stream = Files.newInputStream(path)) {
      byte[] bytes = stream.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw refused("is longer than 1 MiB, which no file for Baton is");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw refused("does not exist");
    } catch (AccessDeniedException e) {
      throw refused("may not be read by " + System.getProperty("user.name", "this user"));
    } catch (FileSystemException e) {
      throw refused(
          "cannot be read: " + Optional.ofNullable(e.getReason()).orElse(Config.messageOf(e)));
    } catch (IOException e) {
      throw refused("cannot be read: " + Config.messageOf(e));
    }
  }

  private String text(byte[] bytes) {
    if (isUtf16(bytes)) {
      throw refused("is UTF-16 text; save it as UTF-8");
    }
    ByteBuffer input = ByteBuffer.wrap(bytes);
    CharBuffer output = CharBuffer.allocate(bytes.length + 1);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CoderResult result = decoder.decode(input, output, true);
    if (result.isError()) {
      throw refused(place(bytes, input.position()), wrongByte(bytes[input.position()]));
    }
    String text = output.flip().toString();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static boolean isUtf16(byte[] bytes) {
    if (bytes.length < 2) {
      return false;
    }
    int first = ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF);
    return first == 0xFEFF || first == 0xFFFE;
  }

  private static String wrongByte(byte value) {
    return String.format("byte 0x%02X is not UTF-8; save the file as UTF-8", value);
  }

  private Origin place(byte[] bytes, int position) {
    int line = 1;
    int column = 1;
    for (int index = 0; index < position; index++) {
      column++;
      if (bytes[index] == '\n') {
        line++;
        column = 1;
      }
    }
    return Origin.file(path.toString(), line, column);
  }

  private ConfigException refused(String what) {
    return refused(Origin.file(path.toString()), what);
  }

  private static ConfigException refused(Origin origin, String what) {
    return new ConfigException(List.of(new Problem(origin, "", what)));
  }
}
