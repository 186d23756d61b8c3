package dev.baton.compose.service;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether somebody sits in front of it. */
public enum Terminal {
  /** What the user types. */
  INPUT(0),
  /** What the user sees. */
  OUTPUT(1);

  private static final int POLLERR = 0x8;

  private final int descriptor;

  Terminal(int descriptor) {
    this.descriptor = descriptor;
  }

  /**
   * Tells whether this is a terminal, by the name that Linux gives it; {@code System.console()}
   * tells something else with each version of Java.
   */
  public boolean present() {
    String target = target();
    return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
  }

  /** Tells whether this is a pipe or a socket, whose other end may be closed. */
  public boolean isPipe() {
    String target = target();
    return target.startsWith("pipe:") || target.startsWith("socket:");
  }

  /** Tells whether this is a pipe whose reader has ended: poll(2) reports POLLERR then. */
  public boolean isUnread() {
    if (!isPipe()) {
      return false;
    }
    // struct pollfd: int32 descriptor, int16 events, int16 what happened.
    try (Memory asked = new Memory(8)) {
      asked.setInt(0, descriptor);
      asked.setInt(4, 0);
      Function poll = Function.getFunction("c", "poll");
      return poll.invokeInt(new Object[] {asked, new NativeLong(1), 0}) > 0
          && (asked.getShort(6) & POLLERR) != 0;
    }
  }

  private String target() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
    } catch (IOException e) {
      // Without /proc, or closed: nobody is known to sit there.
      return "";
    }
  }
}
