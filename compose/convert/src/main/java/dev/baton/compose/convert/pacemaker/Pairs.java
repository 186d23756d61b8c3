package dev.baton.compose.convert.pacemaker;

import dev.baton.compose.convert.Findings;
import dev.baton.compose.convert.Place;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The name-value pairs of an element's sets.
 *
 * @param values by name, each with its line
 */
record Pairs(Map<String, Pair> values) {

  /**
   * A pair.
   *
   * @param place its line
   * @param name of the pair
   * @param value of the pair
   */
  record Pair(Place place, String name, String value) {}

  /**
   * Reads the sets of a kind; the first that has a name gives its value.
   *
   * @param kind {@code instance_attributes}, {@code meta_attributes} or {@code
   *     cluster_property_set}
   */
  static Pairs of(Element element, String kind, Findings findings) {
    Map<String, Pair> values = new LinkedHashMap<>();
    for (Element set : element.all(kind)) {
      if (set.attribute("id-ref").isPresent() || !set.all("rule").isEmpty()) {
        findings.refused(
            set.place(),
            set.attribute("id-ref").orElseGet(set::id),
            "is a set that stands elsewhere, or counts by a rule; write out what is in force in a"
                + " copy of the file");
      }
      for (Element pair : set.all("nvpair")) {
        String name = pair.attribute("name").orElse("");
        String value = pair.attribute("value").orElse("");
        values.putIfAbsent(name, new Pair(pair.place(), name, value));
      }
    }
    return new Pairs(values);
  }

  Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name)).map(Pair::value);
  }
}
