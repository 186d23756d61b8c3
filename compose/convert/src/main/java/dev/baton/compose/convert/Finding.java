package dev.baton.compose.convert;

/**
 * Something of the input that is not carried over, or not as it was.
 *
 * @param where its lines
 * @param word which word of the input
 * @param weight what it means
 * @param text why, and what to do instead
 */
public record Finding(Place where, String word, Weight weight, String text) {

  /** Keeps word and text to one line each. */
  public Finding {
    word = Plain.of(word);
    text = Plain.of(text);
  }

  /** What it means that something is not carried over. */
  public enum Weight {
    /** Nothing is different without it. */
    LEFT,
    /** Something is different: the user must read it before using the result. */
    CHANGED,
    /** Without it the result would be wrong: there is none. */
    REFUSED
  }

  /** {@code keepalived.conf:12: word: reason}; {@code !} stands before what must be read. */
  @Override
  public String toString() {
    String mark =
        switch (weight) {
          case LEFT -> "";
          case CHANGED -> "! ";
          case REFUSED -> "refused: ";
        };
    return Plain.of(where.toString()) + ": " + word + ": " + mark + text;
  }
}
