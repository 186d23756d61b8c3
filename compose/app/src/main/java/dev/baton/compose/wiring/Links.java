package dev.baton.compose.wiring;

import com.sun.jna.Function;

/** The host's network interfaces by any of their names. */
final class Links {

  private Links() {}

  /** Tells whether the kernel knows an interface by that name, an alternative one included. */
  static boolean exists(String name) {
    return Function.getFunction("c", "if_nametoindex").invokeInt(new Object[] {name}) != 0;
  }
}
