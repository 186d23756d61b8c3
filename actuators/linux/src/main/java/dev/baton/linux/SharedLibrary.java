package dev.baton.linux;

import com.sun.jna.NativeLibrary;
import java.util.Optional;

/** A shared library that the host may lack. */
public final class SharedLibrary {
  private SharedLibrary() {}

  /**
   * Loads a library, to find out whether that is possible.
   *
   * @param name its file's, with the version of its interface: {@code libnftables.so.1}
   * @return the loader's reason, in one line; empty if it is loaded now
   */
  public static Optional<String> obstacle(String name) {
    try {
      NativeLibrary.getInstance(name);
      return Optional.empty();
    } catch (UnsatisfiedLinkError e) {
      // The loader goes on with every path it tried; its first line says it all.
      return Optional.of(String.valueOf(e.getMessage()).lines().findFirst().orElse(name));
    }
  }
}
