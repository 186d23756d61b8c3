package dev.baton.channel.key;

import dev.baton.channel.core.KeyId;
import dev.baton.channel.core.Keyring;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The keys of a file: the first one seals, and each of them is believed. Immutable, thread-safe.
 * Whatever prints them prints their ids only.
 */
public final class ChannelKeys implements Keyring {
  private final Map<KeyId, ChannelKey> keys = new LinkedHashMap<>();
  private final KeyId signer;

  /** Has these, 1 at least, of different ids. */
  ChannelKeys(List<ChannelKey> keys) {
    this.signer = keys.get(0).id();
    keys.forEach(key -> this.keys.put(key.id(), key));
  }

  /** Returns their ids, in the order of the file: the first is that of the {@link #signer}. */
  public List<KeyId> ids() {
    return new ArrayList<>(keys.keySet());
  }

  @Override
  public KeyId signer() {
    return signer;
  }

  @Override
  public boolean knows(KeyId key) {
    return keys.containsKey(key);
  }

  @Override
  public void seal(KeyId key, byte[] bytes, int length) {
    named(key).seal(bytes, length);
  }

  @Override
  public boolean isSealed(KeyId key, byte[] bytes, int length) {
    return named(key).isSealed(bytes, length);
  }

  private ChannelKey named(KeyId key) {
    return Objects.requireNonNull(keys.get(key), "no such key");
  }

  @Override
  public String toString() {
    return "keys " + ids();
  }
}
