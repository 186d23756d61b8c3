package dev.baton.lease.gate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The text of changes to the elements of one cluster, in every family and of every kind it needs.
 *
 * <p>To remove an element that may be absent, or to put one that may be there with another timeout
 * or comment, it is added, deleted and (to put it) added again within the one batch: {@code delete}
 * of an absent element fails, and {@code add} of a present one leaves its timeout as it is on
 * kernels before 6.12. Readers of the set see the batch's outcome only.
 */
final class Elements {
  /** What is of one kind, in one family's table. */
  private record Slice(Family family, Guarded.Kind kind, List<Guarded> guarded) {}

  private final List<Slice> slices = new ArrayList<>();

  Elements(Collection<Family> families, List<Guarded> all) {
    for (Family family : families) {
      for (Guarded.Kind kind : family.kinds()) {
        List<Guarded> matching = all.stream().filter(each -> each.kind().equals(kind)).toList();
        if (!matching.isEmpty()) {
          slices.add(new Slice(family, kind, matching));
        }
      }
    }
  }

  /** Takes every trace of them out of the sets named, whether it is there or not. */
  String remove(List<String> sets) {
    StringBuilder text = new StringBuilder();
    for (Slice slice : slices) {
      for (String set : sets) {
        text.append(line("add", slice, set, "")).append(line("delete", slice, set, ""));
      }
    }
    return text.toString();
  }

  /** Puts them; those that are there stay as they are. */
  String add(String set) {
    return slices.stream().map(slice -> line("add", slice, set, "")).collect(Collectors.joining());
  }

  /** Puts them with a fresh countdown. */
  String restart(String set, Duration timeout) {
    return remove(List.of(set)) + added(set, " timeout " + timeout.toMillis() + "ms");
  }

  /** Puts them with a comment, replacing one that is there. */
  String replace(String set, String comment) {
    return remove(List.of(set)) + added(set, " comment \"" + comment + "\"");
  }

  private String added(String set, String decoration) {
    return slices.stream()
        .map(slice -> line("add", slice, set, decoration))
        .collect(Collectors.joining());
  }

  private static String line(String verb, Slice slice, String set, String decoration) {
    String elements =
        slice.guarded().stream()
            .map(each -> each.text() + decoration)
            .collect(Collectors.joining(", "));
    return String.join(
        " ",
        verb,
        "element",
        slice.family().table(),
        GateTable.NAME,
        set + "_" + slice.kind().suffix(),
        "{ " + elements + " }\n");
  }
}
