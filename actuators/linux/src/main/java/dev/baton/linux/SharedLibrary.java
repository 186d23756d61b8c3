package dev.baton.linux;

import com.sun.jna.NativeLibrary;
import java.util.Optional;

/** A shared library that may be missing on the host. */
public final class SharedLibrary {
  private SharedLibrary() {}

  /**
   * Loads a library, to find out whether that is possible.
   *
   * @param name the file's name with its interface version: {@code libnftables.so.1}
   * @return the loader's reason, in one line; empty if the library is loaded now
   */
  public static Optional<String> obstacle(String name) {
    try {
      NativeLibrary.getInstance(name);
      return Optional.empty();
    } catch (UnsatisfiedLinkError e) {
      // The loader lists every path that it tried; its first line has the reason.
      return Optional.of(String.valueOf(e.getMessage()).lines().findFirst().orElse(name));
    }
  }
}
