package dev.baton.network;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** What network tests need of the machine. Missing: the test skips, or fails under strict. */
final class Requirements {
  private Requirements() {}

  /** Root and the {@code ip} command. */
  public static void namespaces() {
    require("root".equals(System.getProperty("user.name")), "root, to make network namespaces");
    require(isInstalled("ip"), "ip command (package iproute2)");
  }

  /** The nft command, and with it the library, besides {@link #namespaces}. */
  public static void nftables() {
    namespaces();
    require(isInstalled("nft"), "nft command (package nftables)");
  }

  /**
   * Skips the test that calls it, or fails it under {@code -Dbaton.strict=true}.
   *
   * @param present whether the machine has it
   * @param what what is missing otherwise
   */
  public static void require(boolean present, String what) {
    if (!present && Boolean.getBoolean("baton.strict")) {
      throw new AssertionError("missing on this machine: " + what);
    }
    Assumptions.assumeTrue(present, () -> "skipped, this machine has no " + what);
  }

  private static boolean isInstalled(String command) {
    return Stream.of("/usr/sbin", "/sbin", "/usr/bin", "/bin")
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, command)));
  }
}
