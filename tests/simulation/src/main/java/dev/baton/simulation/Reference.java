package dev.baton.simulation;

import dev.baton.arbiter.fold.FoldReplica;
import dev.baton.arbiter.fold.PartitionModel;
import dev.baton.arbiter.fold.Result;
import dev.baton.model.fact.FactRecord;
import java.util.List;

/** The whole log folded from its beginning, as it grows. */
final class Reference {
  private final FoldReplica fold;

  Reference(Setup setup) {
    fold = FoldReplica.from(setup.fold(), List.of());
  }

  Result take(FactRecord entry) {
    return fold.apply(entry);
  }

  PartitionModel model() {
    return fold.model();
  }

  /** The log turned out to be shorter. */
  void rewind(long end) {
    fold.rewind(end);
  }
}
