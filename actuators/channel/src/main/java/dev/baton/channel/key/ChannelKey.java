package dev.baton.channel.key;

import dev.baton.channel.core.KeyId;
import dev.baton.channel.core.Keyring;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One key. Whatever prints it prints its id only. Thread-safe. */
final class ChannelKey {
  /** The width of a key: that of the hash (RFC 2104, section 3). */
  static final int BYTES = 32;

  private static final String ALGORITHM = "HmacSHA256";

  private final KeyId id;
  private final byte[] secret;
  private final Mac mac;

  ChannelKey(KeyId id, byte[] secret) {
    this.id = id;
    this.secret = secret.clone();
    try {
      this.mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  KeyId id() {
    return id;
  }

  /** Tells whether two keys are the same, whatever they are called. */
  boolean hasSecretOf(ChannelKey other) {
    return MessageDigest.isEqual(secret, other.secret);
  }

  /** Writes the seal of the first bytes behind them. */
  void seal(byte[] bytes, int length) {
    System.arraycopy(hash(bytes, length), 0, bytes, length, Keyring.SEAL_BYTES);
  }

  /** Tells whether the bytes from {@code length} on are the seal of those before. */
  boolean isSealed(byte[] bytes, int length) {
    return MessageDigest.isEqual(
        hash(bytes, length), Arrays.copyOfRange(bytes, length, bytes.length));
  }

  private byte[] hash(byte[] bytes, int length) {
    synchronized (mac) {
      mac.update(bytes, 0, length);
      return mac.doFinal();
    }
  }

  @Override
  public String toString() {
    return "key " + id;
  }
}
