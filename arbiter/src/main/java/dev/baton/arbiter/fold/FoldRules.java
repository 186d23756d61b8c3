package dev.baton.arbiter.fold;

/**
 * What may differ between versions of the fold (rule Z): a log that holds a {@code FoldVersion}
 * record is folded by the earlier version before it and by the later one after it, by everybody.
 *
 * @param preference how the next holder is preferred among those who can be
 */
public record FoldRules(Preference preference) {

  /** The first version. */
  public static final FoldRules FIRST = new FoldRules(Preference::byPriority);
}
