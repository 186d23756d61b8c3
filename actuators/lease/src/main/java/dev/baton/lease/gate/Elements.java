package dev.baton.lease.gate;

import dev.baton.lease.gate.ElementChange.Verb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The changes to the elements of one cluster, in every family and of every kind.
 *
 * <p>An element that may be missing is removed by {@code add} and {@code delete} in one batch,
 * because {@code delete} of a missing element fails. An element that may exist with another timeout
 * or comment is replaced by {@code add}, {@code delete} and {@code add} in one batch, because
 * before Linux 6.12 {@code add} of an existing element keeps its timeout. Packets meet only the
 * outcome of the batch.
 */
final class Elements {
  /** The elements of one kind in one family's table. */
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

  /** Removes the elements from the named sets, whether they are there or not. */
  List<ElementChange> remove(List<String> sets) {
    return slices.stream()
        .flatMap(slice -> sets.stream().flatMap(set -> removal(slice, set)))
        .toList();
  }

  /** Adds the elements. Existing ones stay as they are. */
  List<ElementChange> add(String set) {
    return slices.stream().map(slice -> slice.change(Verb.ADD, set)).toList();
  }

  /** Adds the elements with a new countdown. */
  List<ElementChange> restart(String set, Duration timeout) {
    return anew(set, Optional.of(timeout), Optional.empty());
  }

  /** Adds the elements with a comment, and replaces existing ones. */
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
