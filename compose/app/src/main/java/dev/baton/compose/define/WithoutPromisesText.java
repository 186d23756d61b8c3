package dev.baton.compose.define;

import dev.baton.model.definition.WithoutPromises;

/** {@code without-promises} as {@code cluster.yaml} has it. */
final class WithoutPromisesText {
  private static final String RELEASE = "release";
  private static final String KEEP = "keep-accepting-two-holders";

  private WithoutPromisesText() {}

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException with the words to write
   */
  static WithoutPromises parse(String text) {
    return switch (text) {
      case RELEASE -> WithoutPromises.RELEASE;
      case KEEP -> WithoutPromises.KEEP_ACCEPTING_TWO_HOLDERS;
      case "keep" ->
          throw new IllegalArgumentException(
              "by \"keep\" two nodes may answer for the VIPs while they do not hear each other; if"
                  + " you accept this, write "
                  + KEEP);
      default ->
          throw new IllegalArgumentException(
              "\"" + text + "\" is neither " + RELEASE + " nor " + KEEP);
    };
  }

  /** Writes it. */
  static String of(WithoutPromises value) {
    return switch (value) {
      case RELEASE -> RELEASE;
      case KEEP_ACCEPTING_TWO_HOLDERS -> KEEP;
    };
  }
}
