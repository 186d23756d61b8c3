package dev.baton.channel.core;

import dev.baton.model.Names;

/**
 * Names a key of the channel. It stands in every datagram, and says nothing of the key.
 *
 * @param value 1 to {@value #MOST} of lower-case letters, digits, dot and hyphen, beginning and
 *     ending with a letter or digit
 */
public record KeyId(String value) {
  /** The most characters, and the width of its field in a datagram. */
  public static final int MOST = 16;

  /** Checks the form. */
  public KeyId {
    Names.require("key id", value);
    if (value.length() > MOST) {
      throw new IllegalArgumentException(
          "key id: \"" + value + "\" has more than " + MOST + " characters");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
