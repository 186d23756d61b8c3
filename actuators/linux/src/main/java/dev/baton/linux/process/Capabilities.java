package dev.baton.linux.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The capabilities of this process, capabilities(7). */
public final class Capabilities {

  /** CAP_NET_RAW, {@code <linux/capability.h>}. */
  private static final int NET_RAW = 13;

  private Capabilities() {}

  /** Tells whether this process may open raw sockets; false if that cannot be found out. */
  public static boolean hasNetRaw() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("CapEff:"))
          .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
          .anyMatch(mask -> (mask >> NET_RAW & 1) == 1);
    } catch (IOException e) {
      return false;
    }
  }
}
