package dev.baton.model.fact;

import dev.baton.model.Ranges;

/**
 * From this record on, every arbiter folds by this version of the rules (rule Z).
 *
 * @param version the version, 1 to 1000; one that is not higher than the present is void
 */
public record FoldVersion(int version) implements Fact {
  /** Checks the range. */
  public FoldVersion {
    Ranges.require("version", version, 1, 1000);
  }

  @Override
  public <R> R match(Cases<R> cases) {
    return cases.foldVersion(this);
  }
}
