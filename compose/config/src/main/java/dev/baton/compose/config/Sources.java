package dev.baton.compose.config;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a configuration comes from; flags win over the environment, that over the file.
 *
 * @param file the configuration file, if there is one
 * @param environment all environment variables; those that begin with {@code BATON_} are looked at
 * @param settings {@code key=value} from the command line, in order; each key once
 */
public record Sources(
    Optional<Document> file, SortedMap<String, String> environment, List<String> settings) {

  /** Nothing but defaults. */
  public static final Sources NONE = new Sources(Optional.empty(), new TreeMap<>(), List.of());

  /** Freezes the collections. */
  public Sources {
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    settings = List.copyOf(settings);
  }

  /**
   * A file that was read.
   *
   * @param name how messages name it
   * @param text what it says
   */
  public record Document(String name, String text) {}
}
