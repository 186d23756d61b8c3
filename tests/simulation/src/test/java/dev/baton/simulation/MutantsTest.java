package dev.baton.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The simulation has teeth: it tells every weakened variant from the protocol. */
class MutantsTest {
  private static final int SEEDS = 150;

  @Test
  void everyWeakenedVariantIsNoticed() {
    List<Hunt> hunts = Mutants.all().parallelStream().map(MutantsTest::hunt).toList();

    System.out.println("| mutant | clause | weakened | aimed story | drawn seeds needed |");
    hunts.forEach(hunt -> System.out.println(hunt.toRow()));
    assertThat(hunts).filteredOn(hunt -> !hunt.killed()).extracting(Hunt::mutant).isEmpty();
  }

  /** Where a story is aimed at a mutant it must be enough; drawn faults find those too, in time. */
  private static Hunt hunt(Mutant mutant) {
    return Hunt.of(mutant, mutant.from(), mutant.scenario().isPresent() ? 0 : SEEDS);
  }
}
