package dev.baton.compose.service;

import java.util.Optional;

/** Describes an unexpected failure in one sentence. */
public final class Faults {

  /** A longer chain of causes is a loop. */
  private static final int MOST_CAUSES = 16;

  private Faults() {}

  /**
   * Returns the root cause of a failure, and the remedy if it is known.
   *
   * @param failure what was thrown
   */
  public static String words(Throwable failure) {
    Throwable first = first(failure);
    String message = Optional.ofNullable(first.getMessage()).orElse("");
    String said = first.getClass().getSimpleName() + (message.isEmpty() ? "" : ": " + message);
    return failure instanceof LinkageError && isOfJna(failure)
        ? "the native library of JNA cannot be loaded ("
            + said
            + "). The directory that it is unpacked into may be mounted noexec: name another with"
            + " BATON_JAVA_OPTS=-Djna.tmpdir=/var/lib/baton"
        : said;
  }

  private static Throwable first(Throwable failure) {
    Throwable first = failure;
    for (int depth = 0; depth < MOST_CAUSES && first.getCause() != null; depth++) {
      first = first.getCause();
    }
    return first;
  }

  private static boolean isOfJna(Throwable failure) {
    Throwable at = failure;
    for (int depth = 0; depth < MOST_CAUSES && at != null; depth++) {
      for (StackTraceElement element : at.getStackTrace()) {
        if (element.getClassName().startsWith("com.sun.jna.")) {
          return true;
        }
      }
      if (String.valueOf(at.getMessage()).contains("com.sun.jna.")) {
        return true;
      }
      at = at.getCause();
    }
    return false;
  }
}
