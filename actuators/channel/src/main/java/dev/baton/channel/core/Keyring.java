package dev.baton.channel.core;

/** Seals datagrams and tells whether a seal is right. Thread-safe. */
public interface Keyring {
  /** The width of a seal, in bytes: a whole HMAC-SHA-256. */
  int SEAL_BYTES = 32;

  /** Returns the key that seals what is sent. */
  KeyId signer();

  /** Tells whether there is a key of that name. */
  boolean knows(KeyId key);

  /**
   * Writes the seal of the first {@code length} bytes behind them.
   *
   * @param key one of the keyring's
   * @param bytes at least {@code length + SEAL_BYTES} of them
   */
  void seal(KeyId key, byte[] bytes, int length);

  /**
   * Tells whether the bytes from {@code length} on are the seal of those before. It takes as long
   * for a wrong seal as for a right one.
   *
   * @param key one of the keyring's
   * @param bytes {@code length + SEAL_BYTES} of them
   */
  boolean isSealed(KeyId key, byte[] bytes, int length);
}
