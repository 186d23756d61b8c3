package dev.baton.network;

import dev.baton.compose.netlab.ProgramPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** What network tests need of the machine. Missing: the test skips, or fails under strict. */
final class Requirements {
  private Requirements() {}

  /** Root, if only of the user namespace that these tests start in, and {@code ip}. */
  public static void namespaces() {
    require(
        "root".equals(System.getProperty("user.name")),
        "right to make network namespaces: run the tests as root, or allow unprivileged user"
            + " namespaces (sysctl kernel.unprivileged_userns_clone=1, and on Ubuntu"
            + " kernel.apparmor_restrict_unprivileged_userns=0)");
    require(isInstalled("ip"), "ip command (package iproute2)");
  }

  /** The nft command, and with it the library, besides {@link #namespaces}. */
  public static void nftables() {
    namespaces();
    require(isInstalled("nft"), "nft command (package nftables)");
  }

  /**
   * Netlink messages of any length: the kernel lets only root of the initial user namespace have a
   * send buffer beyond net.core.wmem_max (SO_SNDBUFFORCE, socket(7)).
   */
  public static void longNetlinkMessages() {
    require(isRootOutside(), "root of the initial user namespace, for long netlink messages");
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

  /** Whether each user id stands for itself (user_namespaces(7)). */
  private static boolean isRootOutside() {
    try {
      String map = Files.readString(Path.of("/proc/self/uid_map")).strip();
      return map.matches("0\\s+0\\s+4294967295");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isInstalled(String command) {
    return ProgramPath.own().find(command).isPresent();
  }
}
