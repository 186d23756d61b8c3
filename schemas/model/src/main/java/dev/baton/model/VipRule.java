package dev.baton.model;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides which addresses may be a virtual IP: one host of a network can answer for it, and it
 * means the same host everywhere. Every refusal says why, and what to write instead.
 */
final class VipRule {
  private static final Pattern PREFIX = Pattern.compile("(.+)/\\d{1,3}");
  private static final Pattern PORT = Pattern.compile("([0-9.]+):\\d+|\\[([0-9a-fA-F:]+)](:\\d+)?");
  private static final Pattern EMBEDDED = Pattern.compile("[0-9a-fA-F:]*:([0-9]+(?:\\.[0-9]+){3})");
  private static final Pattern LEADING_ZERO = Pattern.compile("\\d+(?:\\.\\d+){3}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]*[A-Za-z_][A-Za-z0-9_.-]*");

  private VipRule() {}

  /** Returns the bytes of an address that can be a VIP, network order. */
  static byte[] require(String text) {
    byte[] bytes = IpLiteral.parse(text).orElseThrow(() -> refused(text, form(text)));
    refusal(bytes)
        .ifPresent(
            why -> {
              throw refused(text, why);
            });
    return bytes;
  }

  private static IllegalArgumentException refused(String text, String why) {
    return new IllegalArgumentException("vip: \"" + Bounds.text(text, 100) + "\" " + why);
  }

  /** Why a text is no address literal. */
  private static String form(String text) {
    if (!text.equals(text.strip())) {
      return "has blanks around it" + instead(text.strip());
    }
    if (text.indexOf('%') >= 0) {
      return "names a zone (an interface): a VIP must mean the same on every node"
          + instead(text.substring(0, text.indexOf('%')));
    }
    Matcher prefix = PREFIX.matcher(text);
    if (prefix.matches()) {
      return "has a prefix length: write the address alone" + instead(prefix.group(1));
    }
    Matcher port = PORT.matcher(text);
    if (port.matches()) {
      String address = port.group(1) == null ? port.group(2) : port.group(1);
      return "has brackets or a port: write the address alone" + instead(address);
    }
    Matcher embedded = EMBEDDED.matcher(text);
    if (embedded.matches()) {
      return "is an IPv4 address written as IPv6" + instead(embedded.group(1));
    }
    return number(text);
  }

  private static String number(String text) {
    if (LEADING_ZERO.matcher(text).matches() && text.matches("(.*\\.)?0\\d.*")) {
      return "has leading zeros, which some programs read as octal"
          + instead(text.replaceAll("(^|\\.)0+(?=\\d)", "$1"));
    }
    return NAME.matcher(text).matches()
        ? "is a name, and names are not looked up: write the address, for example 10.20.0.10"
        : "is not an IPv4 or IPv6 address; write it as 10.20.0.10 or fd00:20::10";
  }

  private static String instead(String other) {
    return IpLiteral.parse(other)
        .filter(bytes -> refusal(bytes).isEmpty())
        .map(bytes -> "; write " + IpLiteral.text(bytes))
        .orElse("");
  }

  /** Why an address cannot be a VIP; empty if it can. */
  private static Optional<String> refusal(byte[] bytes) {
    return bytes.length == 4 ? ipv4(bytes) : ipv6(bytes);
  }

  private static Optional<String> ipv4(byte[] bytes) {
    int first = Byte.toUnsignedInt(bytes[0]);
    int second = Byte.toUnsignedInt(bytes[1]);
    if (first == 0) {
      // RFC 1122 section 3.2.1.3.
      return Optional.of(
          "means this host on this network (0.0.0.0/8), which is no address to hold");
    }
    if (first == 127) {
      return Optional.of("is a loopback address (127.0.0.0/8): it never leaves a host");
    }
    if (first == 169 && second == 254) {
      // RFC 3927 section 2.
      return Optional.of(
          "is link-local (169.254.0.0/16): it is unique on one link only and hosts draw such"
              + " addresses by themselves");
    }
    if (first >= 224 && first < 240) {
      return Optional.of("is a multicast address (224.0.0.0/4): it belongs to no single host");
    }
    return first >= 240 ? Optional.of(reserved(bytes)) : Optional.empty();
  }

  private static String reserved(byte[] bytes) {
    return IpLiteral.text(bytes).equals("255.255.255.255")
        ? "is the broadcast address: it belongs to every host"
        : "is reserved (240.0.0.0/4): hosts and routers drop it";
  }

  private static Optional<String> ipv6(byte[] bytes) {
    int first = Byte.toUnsignedInt(bytes[0]);
    int second = Byte.toUnsignedInt(bytes[1]);
    if (first == 0xff) {
      return Optional.of("is a multicast address (ff00::/8): it belongs to no single host");
    }
    if (first == 0xfe && (second & 0xc0) == 0x80) {
      // RFC 4291 section 2.5.6.
      return Optional.of(
          "is link-local (fe80::/10): it is unique on one link only and means nothing without an"
              + " interface");
    }
    return isZero(bytes, 10) ? lowest(bytes) : Optional.empty();
  }

  /** The addresses that begin with 80 zero bits: RFC 4291 sections 2.5.2, 2.5.3 and 2.5.5. */
  private static Optional<String> lowest(byte[] bytes) {
    if (bytes[10] == (byte) 0xff && bytes[11] == (byte) 0xff) {
      String ipv4 = IpLiteral.text(Arrays.copyOfRange(bytes, 12, 16));
      return Optional.of("is an IPv4 address written as IPv6" + instead(ipv4));
    }
    if (!isZero(bytes, 15)) {
      return Optional.empty();
    }
    return switch (bytes[15]) {
      case 0 -> Optional.of("is the unspecified address: it belongs to no host");
      case 1 -> Optional.of("is the loopback address: it never leaves a host");
      default -> Optional.empty();
    };
  }

  private static boolean isZero(byte[] bytes, int length) {
    for (int at = 0; at < length; at++) {
      if (bytes[at] != 0) {
        return false;
      }
    }
    return true;
  }
}
