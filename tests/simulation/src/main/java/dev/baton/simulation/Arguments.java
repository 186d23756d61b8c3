package dev.baton.simulation;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What the command line asks for.
 *
 * @param seeds how many at most
 * @param minutes for how long at most
 * @param from the first seed
 * @param profile what sort of world
 * @param failures after how many to stop
 * @param mutant which weakened variant to run instead of the code; {@code all}: each in turn
 */
record Arguments(
    long seeds,
    Duration minutes,
    long from,
    Profile profile,
    int failures,
    Optional<String> mutant) {
  private static final Arguments DEFAULTS =
      new Arguments(1_000, Duration.ofDays(1), 1, Profile.MIXED, 1, Optional.empty());

  static Arguments of(String[] args) {
    Arguments arguments = DEFAULTS;
    for (int index = 0; index < args.length; index += 2) {
      if (index + 1 == args.length) {
        throw new IllegalArgumentException(args[index] + " needs a value");
      }
      arguments = arguments.with(args[index], args[index + 1]);
    }
    return arguments;
  }

  private Arguments with(String name, String value) {
    return switch (name) {
      case "--seeds" -> new Arguments(number(value), minutes, from, profile, failures, mutant);
      case "--minutes" ->
          new Arguments(seeds, Duration.ofMinutes(number(value)), from, profile, failures, mutant);
      case "--from" -> new Arguments(seeds, minutes, number(value), profile, failures, mutant);
      case "--profile" -> new Arguments(seeds, minutes, from, profile(value), failures, mutant);
      case "--failures" ->
          new Arguments(seeds, minutes, from, profile, (int) number(value), mutant);
      case "--mutant" -> new Arguments(seeds, minutes, from, profile, failures, Optional.of(value));
      default -> throw new IllegalArgumentException("unknown: " + name);
    };
  }

  private static Profile profile(String value) {
    return Profile.valueOf(value.toUpperCase(Locale.ROOT));
  }

  private static long number(String value) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a number: " + value, e);
    }
  }
}
