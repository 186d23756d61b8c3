package dev.baton.architecture.bad.core;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** Pure, for once: the rules have nothing to say about it. */
public record PureCore(List<String> names, SortedMap<String, Instant> times) {
  enum Kind {
    ONE,
    TWO
  }

  public PureCore {
    names = List.copyOf(names);
    times = new TreeMap<>(times);
  }

  public Map<Kind, List<String>> byKind() {
    return names.stream()
        .collect(
            Collectors.groupingBy(
                name -> name.isEmpty() ? Kind.ONE : Kind.TWO,
                () -> new EnumMap<>(Kind.class),
                Collectors.toList()));
  }

  public String told(Kind kind, UUID id, Instant now) {
    String told =
        switch (kind) {
          case ONE -> "one";
          case TWO -> "two";
        };
    if (names.isEmpty()) {
      throw new IllegalStateException("no names for " + id);
    }
    Duration since = Duration.between(times.get(names.get(0)), now);
    return told.toUpperCase(Locale.ROOT) + String.join(",", names) + since;
  }
}
