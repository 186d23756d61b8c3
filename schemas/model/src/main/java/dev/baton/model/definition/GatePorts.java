package dev.baton.model.definition;

import dev.baton.model.Bounds;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The setting {@code gate-ports} of a binding: the TCP ports of a service that keepers guard at the
 * nodes' own addresses, because the platform leads clients there.
 */
public final class GatePorts {
  /** The setting's key. */
  public static final String KEY = "gate-ports";

  /** The most ports of a binding. */
  public static final int MOST = 16;

  private static final int HIGHEST = 65_535;
  private static final int SSH = 22;
  private static final int FIRST_OF_BATON = 9470;
  private static final int LAST_OF_BATON = 9478;

  private GatePorts() {}

  /**
   * Reads ports that are separated by commas.
   *
   * @return 1 to {@link #MOST} ports from 1 to 65535
   * @throws IllegalArgumentException when a port is none, stands twice or would lock somebody out,
   *     or there are too many; names the value, why and the way out
   */
  public static SortedSet<Integer> read(String text) {
    SortedSet<Integer> ports = new TreeSet<>();
    for (String part : text.split(",", -1)) {
      String word = part.strip();
      if (!ports.add(port(word))) {
        throw wrong(word, "is written twice");
      }
    }
    if (ports.size() > MOST) {
      throw wrong(text, "has " + ports.size() + " ports, and " + MOST + " are the most");
    }
    return Collections.unmodifiableSortedSet(ports);
  }

  /** Returns why {@link #read} refuses a text; empty if it does not. */
  static Optional<String> complaint(String text) {
    try {
      SortedSet<Integer> unused = read(text);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Returns the ports of a binding; none if it names none, or what {@link #read} refuses. */
  static SortedSet<Integer> of(Binding binding) {
    return Optional.ofNullable(binding.settings().get(KEY))
        .filter(text -> complaint(text).isEmpty())
        .map(GatePorts::read)
        .orElseGet(Collections::emptySortedSet);
  }

  private static int port(String word) {
    if (!word.matches("[1-9][0-9]{0,4}") || Integer.parseInt(word) > HIGHEST) {
      throw wrong(word, "is not a TCP port from 1 to 65535; several are separated by commas");
    }
    int port = Integer.parseInt(word);
    if (port == SSH) {
      throw wrong(word, "is ssh: no node but the holder could be logged in to; leave it out");
    }
    if (port >= FIRST_OF_BATON && port <= LAST_OF_BATON) {
      throw wrong(
          word,
          "is one of Baton's own ports, "
              + FIRST_OF_BATON
              + " to "
              + LAST_OF_BATON
              + ": no node but the holder could be looked at; leave it out");
    }
    return port;
  }

  private static IllegalArgumentException wrong(String value, String why) {
    return new IllegalArgumentException("\"" + Bounds.text(value, 100) + "\" " + why);
  }
}
