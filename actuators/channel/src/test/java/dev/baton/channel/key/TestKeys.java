package dev.baton.channel.key;

import dev.baton.channel.core.KeyId;
import java.util.Arrays;
import java.util.stream.Stream;

/** Keys that every test may know. */
public final class TestKeys {
  private TestKeys() {}

  /** Keys of these ids; those of the same id are the same. */
  public static ChannelKeys of(String... ids) {
    return new ChannelKeys(Stream.of(ids).map(TestKeys::key).toList());
  }

  /** A key that has the id of another one, and is another. */
  public static ChannelKeys forgedAs(String id) {
    return new ChannelKeys(Stream.of(new ChannelKey(new KeyId(id), new byte[32])).toList());
  }

  private static ChannelKey key(String id) {
    byte[] secret = new byte[ChannelKey.BYTES];
    Arrays.fill(secret, (byte) id.hashCode());
    return new ChannelKey(new KeyId(id), secret);
  }
}
