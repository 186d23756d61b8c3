package dev.baton.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** IP addresses as text: nothing is looked up, and every address has one text. */
final class IpLiteral {
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");
  private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");
  private static final int GROUPS = 8;

  private IpLiteral() {}

  /**
   * Reads an address.
   *
   * @param text dotted decimal, or IPv6 as in RFC 4291 section 2.2 without an embedded IPv4 address
   * @return 4 or 16 bytes, network order; empty if the text is no such literal
   */
  static Optional<byte[]> parse(String text) {
    return IPV4.matcher(text).matches() ? Optional.of(ipv4(text)) : ipv6(text);
  }

  private static byte[] ipv4(String text) {
    byte[] bytes = new byte[4];
    String[] parts = text.split("\\.", -1);
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] = (byte) Integer.parseInt(parts[at]);
    }
    return bytes;
  }

  private static Optional<byte[]> ipv6(String text) {
    int gap = text.indexOf("::");
    String[] before = groups(gap < 0 ? text : text.substring(0, gap));
    String[] after = groups(gap < 0 ? "" : text.substring(gap + 2));
    int given = before.length + after.length;
    boolean complete = gap < 0 ? given == GROUPS : given < GROUPS;
    if (!complete || !areGroups(before) || !areGroups(after)) {
      return Optional.empty();
    }
    byte[] bytes = new byte[2 * GROUPS];
    put(bytes, 0, before);
    put(bytes, GROUPS - after.length, after);
    return Optional.of(bytes);
  }

  private static String[] groups(String text) {
    return text.isEmpty() ? new String[0] : text.split(":", -1);
  }

  private static boolean areGroups(String[] texts) {
    return Arrays.stream(texts).allMatch(text -> GROUP.matcher(text).matches());
  }

  private static void put(byte[] bytes, int firstGroup, String[] texts) {
    for (int at = 0; at < texts.length; at++) {
      int value = Integer.parseInt(texts[at], 16);
      bytes[2 * (firstGroup + at)] = (byte) (value >> 8);
      bytes[2 * (firstGroup + at) + 1] = (byte) value;
    }
  }

  /** Returns the address's one text: dotted decimal, or IPv6 as in RFC 5952 section 4. */
  static String text(byte[] bytes) {
    return bytes.length == 4 ? ipv4Text(bytes) : ipv6Text(bytes);
  }

  private static String ipv4Text(byte[] bytes) {
    return String.format(
        Locale.ROOT,
        "%d.%d.%d.%d",
        Byte.toUnsignedInt(bytes[0]),
        Byte.toUnsignedInt(bytes[1]),
        Byte.toUnsignedInt(bytes[2]),
        Byte.toUnsignedInt(bytes[3]));
  }

  private static String ipv6Text(byte[] bytes) {
    int[] groups = new int[GROUPS];
    for (int at = 0; at < GROUPS; at++) {
      groups[at] = Byte.toUnsignedInt(bytes[2 * at]) << 8 | Byte.toUnsignedInt(bytes[2 * at + 1]);
    }
    int start = 0;
    int length = 1;
    for (int at = 0; at < GROUPS; at++) {
      int zeros = zerosFrom(groups, at);
      if (zeros > length) {
        start = at;
        length = zeros;
      }
    }
    // RFC 5952 section 4.2.2: a single zero group is not shortened.
    return length < 2
        ? join(groups, 0, GROUPS)
        : join(groups, 0, start) + "::" + join(groups, start + length, GROUPS);
  }

  private static int zerosFrom(int[] groups, int from) {
    int at = from;
    while (at < GROUPS && groups[at] == 0) {
      at++;
    }
    return at - from;
  }

  private static String join(int[] groups, int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int at = from; at < to; at++) {
      text.append(at == from ? "" : ":").append(Integer.toHexString(groups[at]));
    }
    return text.toString();
  }
}
