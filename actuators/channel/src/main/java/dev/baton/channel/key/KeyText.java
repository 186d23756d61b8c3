package dev.baton.channel.key;

import dev.baton.channel.core.KeyId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Reads a key file's text: a line {@code ID KEY} for each key; {@code #} begins a comment. */
final class KeyText {
  /** The most keys of a file. A rotation needs two. */
  static final int MOST_KEYS = 16;

  private static final String WAY_OUT = "; baton channel-key FILE makes a key file";

  private final String file;
  private final List<ChannelKey> keys = new ArrayList<>();

  private KeyText(String file) {
    this.file = file;
  }

  /**
   * Returns the keys.
   *
   * @param file its name, for messages
   * @throws ChannelKeyException with file and line, never with what stands there
   */
  static ChannelKeys read(String file, String text) throws ChannelKeyException {
    KeyText reading = new KeyText(file);
    List<String> lines = text.lines().toList();
    for (int at = 0; at < lines.size(); at++) {
      String line = lines.get(at).replaceFirst("#.*", "").strip();
      if (!line.isEmpty()) {
        reading.add(line, at + 1);
      }
    }
    if (reading.keys.isEmpty()) {
      throw new ChannelKeyException(file + ": has no key" + WAY_OUT);
    }
    return new ChannelKeys(reading.keys);
  }

  private void add(String line, int number) throws ChannelKeyException {
    String[] words = line.split("\\s+", -1);
    if (words.length != 2) {
      throw wrong(number, "is not \"ID KEY\": it has " + words.length + " words");
    }
    ChannelKey key = new ChannelKey(id(words[0], number), secret(words[1], number));
    if (keys.stream().anyMatch(other -> other.id().equals(key.id()))) {
      throw wrong(number, "has the id of a line above; each key needs an id of its own");
    }
    if (keys.stream().anyMatch(key::hasSecretOf)) {
      throw wrong(number, "has the key of a line above; delete one of the two lines");
    }
    if (keys.size() == MOST_KEYS) {
      throw wrong(number, "is one key too many; delete the lines of keys that nobody uses");
    }
    keys.add(key);
  }

  private KeyId id(String word, int line) throws ChannelKeyException {
    try {
      return new KeyId(word);
    } catch (IllegalArgumentException e) {
      // The word may be the key itself, so the message does not repeat it.
      throw wrong(
          line,
          "has an id that is no name: 1 to "
              + KeyId.MOST
              + " of a-z, 0-9, dot and hyphen, beginning and ending with a letter or digit");
    }
  }

  private byte[] secret(String word, int line) throws ChannelKeyException {
    int digits = 2 * ChannelKey.BYTES;
    return Optional.of(word)
        .filter(hex -> hex.length() == digits && hex.matches("[0-9a-fA-F]*"))
        .map(HexFormat.of()::parseHex)
        .orElseThrow(
            () -> wrong(line, "has a key that is not " + digits + " hexadecimal digits" + WAY_OUT));
  }

  private ChannelKeyException wrong(int line, String what) {
    return new ChannelKeyException(file + ":" + line + ": " + what);
  }
}
