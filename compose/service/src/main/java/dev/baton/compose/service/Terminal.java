package dev.baton.compose.service;

import dev.baton.linux.Libc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Standard input and output, and whether a terminal is behind them. */
public enum Terminal {
  /** What the user types. */
  INPUT(0),
  /** What the user sees. */
  OUTPUT(1);

  private final int descriptor;

  Terminal(int descriptor) {
    this.descriptor = descriptor;
  }

  /**
   * Tells whether this is a terminal, by the name of its file in Linux. The answer of {@code
   * System.console()} differs between versions of Java.
   */
  public boolean present() {
    String target = target();
    return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
  }

  /** Tells whether this is a pipe or a socket, which the other side may close. */
  public boolean isPipe() {
    String target = target();
    return target.startsWith("pipe:") || target.startsWith("socket:");
  }

  /** Tells whether this is a pipe whose reader has ended. */
  public boolean isUnread() {
    return isPipe() && Libc.isUnread(descriptor);
  }

  private String target() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
    } catch (IOException e) {
      // Without /proc, or if it is closed, it counts as no terminal.
      return "";
    }
  }
}
