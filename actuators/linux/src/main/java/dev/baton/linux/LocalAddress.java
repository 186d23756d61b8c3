package dev.baton.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Where a socket of this host is, unix(7). */
final class LocalAddress {
  /** {@code sun_path} has so many bytes, of which the last is zero. */
  private static final int PATH_BYTES = 108;

  private LocalAddress() {}

  /**
   * Returns a {@code sockaddr_un}: an abstract name begins with a byte of zero.
   *
   * @param subject names the setting, for the message
   * @param name an absolute path, or {@code @} and an abstract name
   * @throws IllegalArgumentException when it is neither, or has more than 107 bytes
   */
  static byte[] of(String subject, String name) {
    byte[] path = name.getBytes(StandardCharsets.UTF_8);
    boolean isAbstract = name.startsWith("@");
    boolean named = isAbstract || name.startsWith("/");
    if (!named || path.length >= PATH_BYTES) {
      throw new IllegalArgumentException(
          subject + ": " + name + " is no absolute path of less than 108 bytes, nor a @name");
    }
    ByteBuffer address =
        ByteBuffer.allocate(Short.BYTES + path.length + (isAbstract ? 0 : 1))
            .order(ByteOrder.nativeOrder())
            .putShort((short) Libc.AF_UNIX)
            .put(path);
    if (isAbstract) {
      address.put(Short.BYTES, (byte) 0);
    }
    return address.array();
  }
}
