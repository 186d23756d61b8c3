package dev.baton.compose.convert;

import dev.baton.compose.config.YamlText;
import dev.baton.model.NodeId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration of one {@code baton node}.
 *
 * @param node whose it is
 * @param settings keys with dots, and for each its words: one, or those of a list; in order
 */
public record NodePlan(NodeId node, Map<String, List<String>> settings) {

  /** Freezes the settings. */
  public NodePlan {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    settings.forEach((key, words) -> copy.put(key, List.copyOf(words)));
    settings = Collections.unmodifiableMap(copy);
  }

  /** Returns the same with one more key, or another value of it. */
  public NodePlan with(String key, String... words) {
    Map<String, List<String>> more = new LinkedHashMap<>(settings);
    more.put(key, List.of(words));
    return new NodePlan(node, more);
  }

  /** Returns the file: a mapping in mappings, as the configuration's keys have parts. */
  public String yaml() {
    Branch root = new Branch();
    settings.forEach(root::put);
    StringBuilder text = new StringBuilder();
    root.write(text, 0);
    return text.toString();
  }

  /** Keys that begin alike, in the order of the first of them. */
  private static final class Branch {
    private final Map<String, Branch> branches = new LinkedHashMap<>();
    private Optional<List<String>> words = Optional.empty();

    void put(String key, List<String> value) {
      String[] parts = key.split("\\.", 2);
      Branch branch = branches.computeIfAbsent(parts[0], name -> new Branch());
      if (parts.length == 1) {
        branch.words = Optional.of(value);
      } else {
        branch.put(parts[1], value);
      }
    }

    void write(StringBuilder text, int depth) {
      branches.forEach(
          (name, branch) -> {
            String key = "  ".repeat(depth) + YamlText.scalar(name) + ":";
            branch.words.ifPresent(
                value -> text.append(key).append(' ').append(YamlText.value(value)).append('\n'));
            if (!branch.branches.isEmpty()) {
              text.append(key).append('\n');
              branch.write(text, depth + 1);
            }
          });
    }
  }
}
