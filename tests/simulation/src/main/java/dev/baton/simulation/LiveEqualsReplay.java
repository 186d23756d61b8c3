package dev.baton.simulation;

import dev.baton.arbiter.fold.PartitionModel;
import dev.baton.arbiter.fold.Result;
import dev.baton.model.fact.FactRecord;
import java.util.ArrayList;
import java.util.List;

/** What an arbiter has folded, from whichever snapshot on, is what the whole log folds to. */
final class LiveEqualsReplay implements Invariant {
  private static final int EVERY = 8;

  private final World world;
  private final List<PartitionModel> models = new ArrayList<>();

  LiveEqualsReplay(World world) {
    this.world = world;
  }

  @Override
  public void appended(FactRecord entry, Result derived) {
    models.add(derived.next());
  }

  @Override
  public void folded(ArbiterProcess arbiter, PartitionModel model) {
    long offset = model.partition().folded().offset();
    if (offset % EVERY == 0 || offset + 1 == world.events.end()) {
      PartitionModel replayed = models.get((int) offset);
      if (!model.equals(replayed)) {
        throw new Violation(
            this, arbiter.name + " at " + offset + ": " + model + "; replayed: " + replayed);
      }
    }
  }
}
