package dev.baton.testnet;

import com.sun.jna.NativeLibrary;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** What network tests need of the machine. Missing: the test skips, or fails under strict. */
public final class Requirements {
  private Requirements() {}

  /** Root and the {@code ip} command. */
  public static void namespaces() {
    require("root".equals(System.getProperty("user.name")), "root, to make network namespaces");
    boolean found =
        Files.isExecutable(Path.of("/sbin/ip")) || Files.isExecutable(Path.of("/usr/sbin/ip"));
    require(found, "iproute2 (/sbin/ip)");
  }

  /** The nftables library, besides {@link #namespaces}. */
  public static void nftables() {
    namespaces();
    require(hasNftables(), "libnftables.so.1 (package nftables or libnftables1)");
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

  private static boolean hasNftables() {
    try {
      NativeLibrary.getInstance("libnftables.so.1");
      return true;
    } catch (UnsatisfiedLinkError e) {
      return false;
    }
  }
}
