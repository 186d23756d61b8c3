package dev.baton.arbiter.fold;

/**
 * What may differ between versions of the fold (rule Z). Every arbiter folds the records before a
 * {@code FoldVersion} record by the earlier version, and those after it by the later one.
 *
 * @param preference the order of preference among the eligible nodes
 */
public record FoldRules(Preference preference) {

  /** The first version. */
  public static final FoldRules FIRST = new FoldRules(Preference::byPriority);
}
