package dev.baton.compose.config;

import java.util.List;

/**
 * A value as the user wrote it.
 *
 * @param origin the place of its key
 * @param valueOrigin the place of the value itself
 * @param path the key as written
 * @param items the items of a list, or the single value
 */
public record Written(Origin origin, Origin valueOrigin, String path, List<String> items) {

  /** Freezes the list. */
  public Written {
    items = List.copyOf(items);
  }

  /** Creates a value at the same place as its key. */
  public Written(Origin origin, String path, List<String> items) {
    this(origin, origin, path, items);
  }

  /** Returns the value as YAML, or {@code (hidden)} if it is a secret. */
  public String shown() {
    if (ConfigKey.secret(path)) {
      return "(hidden)";
    }
    return items.size() == 1
        ? quoted(items.get(0))
        : "[" + String.join(", ", items.stream().map(Written::quoted).toList()) + "]";
  }

  private static String quoted(String text) {
    boolean plain = text.matches("[A-Za-z0-9/._][A-Za-z0-9/._:@+=-]*") && !text.endsWith(":");
    return plain ? text : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
