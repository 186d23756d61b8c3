package dev.baton.architecture.bad.unmarked;

/** Breaks three conventions: its package has no marks, its name no meaning, its field no owner. */
public final class UtterUtil {
  static int calls;

  private UtterUtil() {}
}
