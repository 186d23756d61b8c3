package dev.baton.compose.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the reference of all keys as Markdown tables. */
public final class ConfigReference {

  private static final String HEAD =
      "| key | unit | default | range | what it does |\n|---|---|---|---|---|\n";

  private ConfigReference() {}

  /**
   * Returns the tables: one for the keys that several components share with the same meaning, and
   * one for each component's other keys.
   */
  public static String markdown(Catalog catalog) {
    Map<ConfigKey<?>, List<String>> users = new LinkedHashMap<>();
    for (ConfigSchema schema : catalog.schemas()) {
      for (ConfigKey<?> key : schema.keys()) {
        users.computeIfAbsent(key, unused -> new ArrayList<>()).add(schema.component());
      }
    }
    Map<String, StringBuilder> tables = new LinkedHashMap<>();
    users.forEach(
        (key, components) ->
            tables
                .computeIfAbsent(title(components), unused -> new StringBuilder(HEAD))
                .append(row(key)));
    StringBuilder text = new StringBuilder();
    tables.forEach(
        (title, table) ->
            text.append("**").append(title).append("**\n\n").append(table).append('\n'));
    return text.toString();
  }

  private static String title(List<String> components) {
    return String.join(", ", components.stream().map(name -> "`" + name + "`").toList());
  }

  private static String row(ConfigKey<?> key) {
    Fallback fallback = key.fallback();
    String byDefault =
        fallback.kind() == Fallback.Kind.VALUE ? "`" + fallback.text() + "`" : fallback.text();
    return "| `"
        + String.join(
            "` | ",
            key.name(),
            String.join(" | ", key.type().unit(), byDefault, key.type().range(), key.doc()))
        + " |\n";
  }
}
