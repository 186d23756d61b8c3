package dev.baton.linux.process;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;

/**
 * Which words this process can pass to the kernel. The JDK encodes file names and program arguments
 * by the locale that it was started with (the system property {@code sun.jnu.encoding}), and
 * replaces each letter that the locale lacks by a question mark.
 */
public final class NativeNames {

  private NativeNames() {}

  /**
   * Checks that every word can be encoded.
   *
   * @throws IOException naming the word and the remedy
   */
  static void require(List<String> words) throws IOException {
    for (String word : words) {
      if (!isCarried(word, encoding())) {
        throw new IOException(complaint(word, encoding()));
      }
    }
  }

  /** Tells whether an encoding has every letter of a word. */
  static boolean isCarried(String word, Charset encoding) {
    return encoding.newEncoder().canEncode(word);
  }

  /** Returns the message about a word that cannot be encoded. */
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
