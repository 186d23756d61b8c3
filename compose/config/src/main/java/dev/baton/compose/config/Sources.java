package dev.baton.compose.config;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The sources of a configuration. Flags override the environment, which overrides the file.
 *
 * @param file the configuration file, if there is one
 * @param environment all environment variables; only those that begin with {@code BATON_} count
 * @param settings {@code key=value} from the command line, in order; each key once
 */
public record Sources(
    Optional<Document> file, SortedMap<String, String> environment, List<String> settings) {

  /** No sources: all values are defaults. */
  public static final Sources NONE = new Sources(Optional.empty(), new TreeMap<>(), List.of());

  /** Freezes the collections. */
  public Sources {
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    settings = List.copyOf(settings);
  }

  /**
   * Returns a file alone.
   *
   * @param name the file's name in messages
   * @param text its content
   */
  public static Sources ofFile(String name, String text) {
    return new Sources(Optional.of(new Document(name, text)), new TreeMap<>(), List.of());
  }

  /**
   * A file that was read.
   *
   * @param name the file's name in messages
   * @param text its content
   */
  public record Document(String name, String text) {}
}
