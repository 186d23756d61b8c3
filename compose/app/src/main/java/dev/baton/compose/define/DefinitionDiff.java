package dev.baton.compose.define;

import dev.baton.compose.config.DurationText;
import dev.baton.model.definition.Binding;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.Member;
import dev.baton.model.definition.Timings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The differences between two definitions, field by field. */
public final class DefinitionDiff {

  private DefinitionDiff() {}

  /**
   * Returns a line for each different field: {@code + field: new}, {@code - field: old}, or {@code
   * ~ field: old -> new}; sorted by field, empty if there is no difference. Versions are not
   * compared.
   */
  public static List<String> between(Optional<ClusterDefinition> before, ClusterDefinition after) {
    SortedMap<String, String> old = before.map(DefinitionDiff::fields).orElse(noFields());
    SortedMap<String, String> present = fields(after);
    TreeSet<String> names = new TreeSet<>(old.keySet());
    names.addAll(present.keySet());
    List<String> lines = new ArrayList<>();
    for (String name : names) {
      if (!old.containsKey(name)) {
        lines.add("+ " + name + ": " + present.get(name));
      } else if (!present.containsKey(name)) {
        lines.add("- " + name + ": " + old.get(name));
      } else if (!present.get(name).equals(old.get(name))) {
        lines.add("~ " + name + ": " + old.get(name) + " -> " + present.get(name));
      }
    }
    return lines;
  }

  private static SortedMap<String, String> noFields() {
    return Collections.emptySortedMap();
  }

  private static SortedMap<String, String> fields(ClusterDefinition definition) {
    SortedMap<String, String> fields = new TreeMap<>();
    for (Member member : definition.members()) {
      fields.put("nodes." + member.node() + ".priority", Integer.toString(member.priority()));
    }
    definition.vips().forEach(vip -> fields.put("vips." + vip, "present"));
    for (Binding binding : definition.bindings()) {
      fields.put("bindings." + binding.kind(), "present");
      binding
          .settings()
          .forEach((name, value) -> fields.put("bindings." + binding.kind() + "." + name, value));
    }
    addTimings(fields, definition.timings());
    addPolicy(fields, definition);
    return fields;
  }

  private static void addTimings(SortedMap<String, String> fields, Timings timings) {
    fields.put("timings.lease", DurationText.format(timings.lease()));
    fields.put("timings.keepalive-interval", DurationText.format(timings.keepaliveInterval()));
    fields.put("timings.health-timeout", DurationText.format(timings.healthTimeout()));
    fields.put("timings.drift-ppm", Integer.toString(timings.driftPpm()));
    fields.put("timings.epsilon", DurationText.format(timings.epsilon()));
    fields.put("timings.holdover", DurationText.format(timings.holdover()));
  }

  private static void addPolicy(SortedMap<String, String> fields, ClusterDefinition definition) {
    fields.put(
        "failback",
        definition
            .policy()
            .failbackAfter()
            .map(delay -> "after " + DurationText.format(delay))
            .orElse("manual"));
    fields.put("hold-down.moves", Integer.toString(definition.policy().holdDownMoves()));
    fields.put("hold-down.window", DurationText.format(definition.policy().holdDownWindow()));
    fields.put("without-promises", WithoutPromisesText.of(definition.policy().withoutPromises()));
    definition
        .hooks()
        .demote()
        .ifPresent(timeout -> fields.put("hooks.demote.timeout", DurationText.format(timeout)));
    definition
        .hooks()
        .promote()
        .ifPresent(timeout -> fields.put("hooks.promote.timeout", DurationText.format(timeout)));
  }
}
