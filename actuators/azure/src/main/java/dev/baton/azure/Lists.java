package dev.baton.azure;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Turns the SDK's missing lists into empty ones. */
final class Lists {
  private Lists() {}

  static <T> List<T> of(List<T> perhaps) {
    return Optional.ofNullable(perhaps).orElse(List.of()).stream()
        .filter(Objects::nonNull)
        .toList();
  }
}
