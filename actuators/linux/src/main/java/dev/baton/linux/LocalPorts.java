package dev.baton.linux;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The ports that the kernel gives to outgoing connections in a network namespace (Linux
 * Documentation/networking/ip-sysctl.rst: {@code ip_local_port_range}, {@code
 * ip_local_reserved_ports}). They are the same for IPv4 and IPv6.
 */
public final class LocalPorts {
  private static final Path SYSCTLS = Path.of("/proc/sys/net/ipv4");

  /** The length of a list with some ten thousand single ports; nobody reserves that many. */
  private static final int MOST = 1 << 16;

  private final Path directory;

  LocalPorts(Path directory) {
    this.directory = directory;
  }

  /** Returns the ports of the calling thread's network namespace. They are read each time. */
  public static LocalPorts ofThisHost() {
    return new LocalPorts(SYSCTLS);
  }

  /**
   * Tells whether an outgoing connection may get a port.
   *
   * @param port 1 to 65535
   * @return false also if the kernel's settings cannot be read
   */
  public boolean mayLeaveBy(int port) {
    return read("ip_local_port_range")
        .filter(range -> isWithin(range.split("\\s+"), port))
        .filter(range -> !isReserved(port))
        .isPresent();
  }

  /**
   * The setting is a list of numbers and ranges, such as {@code 1433,5000-5010}; it may be empty.
   */
  private boolean isReserved(int port) {
    return read("ip_local_reserved_ports").stream()
        .flatMap(list -> Arrays.stream(list.split(",")))
        .filter(part -> !part.isBlank())
        .anyMatch(part -> isWithin(part.strip().split("-"), port));
  }

  private static boolean isWithin(String[] bounds, int port) {
    return Integer.parseInt(bounds[0]) <= port
        && port <= Integer.parseInt(bounds[bounds.length - 1]);
  }

  /** Reads the whole setting in one call, because the kernel returns nothing to a second read. */
  private Optional<String> read(String name) {
    try (InputStream file = Files.newInputStream(directory.resolve(name))) {
      byte[] text = new byte[MOST];
      int length = Math.max(0, file.read(text));
      return Optional.of(new String(text, 0, length, StandardCharsets.US_ASCII).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
