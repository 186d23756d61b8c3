package dev.baton.linux.process;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;

/**
 * What this process can say to the kernel. The JDK encodes file names and the arguments of programs
 * by the locale that it was started with (the system property {@code sun.jnu.encoding}), and puts a
 * question mark in place of each letter that the locale lacks.
 */
public final class NativeNames {

  private NativeNames() {}

  /**
   * Checks that every word arrives as it was written.
   *
   * @throws IOException naming the word and the way out
   */
  static void require(List<String> words) throws IOException {
    for (String word : words) {
      if (!isCarried(word, encoding())) {
        throw new IOException(complaint(word, encoding()));
      }
    }
  }

  /** Tells whether a word survives an encoding. */
  static boolean isCarried(String word, Charset encoding) {
    return encoding.newEncoder().canEncode(word);
  }

  /** Returns what to say of a word that does not. */
  static String complaint(String word, Charset encoding) {
    return "\""
        + word
        + "\" has letters that this process cannot pass on, since its locale's encoding is "
        + encoding.name()
        + "; start it with LC_ALL=C.UTF-8";
  }

  private static Charset encoding() {
    return Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
  }
}
