package dev.baton.architecture.bad.libc;

import com.sun.jna.Function;

/** Calls the C library by itself, although there is a binding to it. */
public final class SecondBinding {
  private SecondBinding() {}

  static int process() {
    return Function.getFunction("c", "getpid").invokeInt(new Object[0]);
  }
}
