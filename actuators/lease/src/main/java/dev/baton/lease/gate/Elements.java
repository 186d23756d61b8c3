package dev.baton.lease.gate;

import dev.baton.lease.gate.ElementChange.Verb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The changes to the elements of one cluster, in every family and of every kind it needs.
 *
 * <p>To remove an element that may be absent, or to put one that may be there with another timeout
 * or comment, it is added, deleted and (to put it) added again within the one batch: {@code delete}
 * of an absent element fails, and {@code add} of a present one leaves its timeout as it is on
 * kernels before 6.12. Readers of the set see the batch's outcome only.
 */
final class Elements {
  /** What is of one kind, in one family's table. */
  private record Slice(Family family, List<Guarded> guarded) {
    ElementChange change(Verb verb, String set) {
      return ElementChange.bare(verb, family, set, guarded);
    }
  }

  private final List<Slice> slices = new ArrayList<>();

  Elements(Collection<Family> families, List<Guarded> all) {
    for (Family family : families) {
      for (Guarded.Kind kind : family.kinds()) {
        List<Guarded> matching = all.stream().filter(each -> each.kind().equals(kind)).toList();
        if (!matching.isEmpty()) {
          slices.add(new Slice(family, matching));
        }
      }
    }
  }

  /** Takes every trace of them out of the sets named, whether it is there or not. */
  List<ElementChange> remove(List<String> sets) {
    return slices.stream()
        .flatMap(slice -> sets.stream().flatMap(set -> removal(slice, set)))
        .toList();
  }

  /** Puts them; those that are there stay as they are. */
  List<ElementChange> add(String set) {
    return slices.stream().map(slice -> slice.change(Verb.ADD, set)).toList();
  }

  /** Puts them with a fresh countdown. */
  List<ElementChange> restart(String set, Duration timeout) {
    return anew(set, Optional.of(timeout), Optional.empty());
  }

  /** Puts them with a comment, replacing one that is there. */
  List<ElementChange> replace(String set, String comment) {
    return anew(set, Optional.empty(), Optional.of(comment));
  }

  private List<ElementChange> anew(
      String set, Optional<Duration> timeout, Optional<String> comment) {
    return slices.stream()
        .flatMap(
            slice ->
                Stream.concat(
                    removal(slice, set),
                    Stream.of(
                        new ElementChange(
                            Verb.ADD, slice.family(), set, slice.guarded(), timeout, comment))))
        .toList();
  }

  private static Stream<ElementChange> removal(Slice slice, String set) {
    return Stream.of(slice.change(Verb.ADD, set), slice.change(Verb.DELETE, set));
  }
}
