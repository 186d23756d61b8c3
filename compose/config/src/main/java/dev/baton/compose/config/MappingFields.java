package dev.baton.compose.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The fields of one mapping: returns their values, and collects the problems. */
public final class MappingFields {

  private final String path;
  private final Origin origin;
  private final List<Problem> problems;
  private final Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();

  /**
   * Reads a mapping.
   *
   * @param path the field of the mapping itself, empty at the top
   * @param known the fields that it may have; empty if any
   */
  public MappingFields(
      String path, YamlNode.Mapping mapping, List<String> known, List<Problem> problems) {
    this.path = path;
    this.origin = mapping.origin();
    this.problems = problems;
    for (YamlNode.Entry entry : mapping.entries()) {
      if (!known.isEmpty() && !known.contains(entry.key())) {
        String hint = Suggestion.sentence(entry.key(), known);
        add(entry.origin(), entry.key(), "unknown field" + hint);
      } else if (entries.containsKey(entry.key())) {
        add(entry.origin(), entry.key(), "is written twice");
      } else {
        entries.put(entry.key(), entry);
      }
    }
  }

  /** Returns the names of the fields. */
  public List<String> names() {
    return List.copyOf(entries.keySet());
  }

  /** Returns a single value; a missing field is no problem. */
  public <T> Optional<T> find(String field, Function<String, T> reading) {
    return Optional.ofNullable(entries.get(field))
        .flatMap(
            entry ->
                text(entry.value(), field)
                    .flatMap(
                        text -> read(field, entry.value().origin(), () -> reading.apply(text))));
  }

  /** Returns a single value; a missing field is a problem. */
  public <T> Optional<T> require(String field, Function<String, T> reading) {
    if (!entries.containsKey(field)) {
      add(origin, field, "is missing");
    }
    return find(field, reading);
  }

  /** Returns a nested mapping with those fields; a missing field is no problem. */
  public Optional<MappingFields> mapping(String field, List<String> known) {
    return Optional.ofNullable(entries.get(field))
        .flatMap(entry -> asFields(full(field), entry.value(), known));
  }

  /** Returns the items of a list; a missing field is a problem. */
  List<YamlNode> list(String field) {
    YamlNode.Entry entry = entries.get(field);
    if (entry == null) {
      add(origin, field, "is missing");
      return List.of();
    }
    if (entry.value() instanceof YamlNode.Sequence sequence) {
      if (sequence.items().isEmpty()) {
        add(sequence.origin(), field, "is an empty list");
      }
      return sequence.items();
    }
    add(entry.value().origin(), field, "a list is expected here");
    return List.of();
  }

  /**
   * Returns the mappings in a list. A missing field, an empty list and other items are problems.
   */
  public List<MappingFields> mappings(String field, List<String> known) {
    List<MappingFields> found = new ArrayList<>();
    int index = 0;
    for (YamlNode item : list(field)) {
      asFields(full(field) + "[" + index + "]", item, known).ifPresent(found::add);
      index++;
    }
    return found;
  }

  /** Returns the single values in a list. */
  public <T> List<T> values(String field, Function<String, T> reading) {
    List<T> found = new ArrayList<>();
    int index = 0;
    for (YamlNode item : list(field)) {
      String name = field + "[" + index + "]";
      text(item, name)
          .flatMap(text -> read(name, item.origin(), () -> reading.apply(text)))
          .ifPresent(
              value -> {
                if (found.contains(value)) {
                  add(item.origin(), name, value + " is written twice");
                }
                found.add(value);
              });
      index++;
    }
    return found;
  }

  /** Tells whether the field exists and is a single value. */
  public boolean isSingle(String field) {
    YamlNode.Entry entry = entries.get(field);
    return entry != null && entry.value() instanceof YamlNode.Scalar;
  }

  /**
   * Builds a value from several fields. If the exception's message begins with a field's name, the
   * problem is reported at that field.
   */
  public <T> Optional<T> make(Supplier<T> making) {
    try {
      return Optional.of(making.get());
    } catch (IllegalArgumentException e) {
      String message = Config.messageOf(e);
      int colon = message.indexOf(": ");
      String field = colon < 0 ? "" : message.substring(0, colon);
      add(place(field), field, colon < 0 ? message : message.substring(colon + 2));
      return Optional.empty();
    }
  }

  /** Reports a problem with a field. */
  public void refuse(String field, String what) {
    add(place(field), field, what);
  }

  /** Returns the place of a field's value, or of the nearest node around it. */
  private Origin place(String field) {
    if (entries.containsKey(field)) {
      return entries.get(field).value().origin();
    }
    Origin nearest = origin;
    List<YamlNode.Entry> level = List.copyOf(entries.values());
    for (String part : field.split("\\.", -1)) {
      Optional<YamlNode.Entry> entry =
          level.stream().filter(candidate -> candidate.key().equals(part)).findFirst();
      nearest = entry.map(found -> found.value().origin()).orElse(nearest);
      level =
          entry
              .filter(found -> found.value() instanceof YamlNode.Mapping)
              .map(found -> ((YamlNode.Mapping) found.value()).entries())
              .orElse(List.of());
    }
    return nearest;
  }

  private Optional<MappingFields> asFields(String name, YamlNode node, List<String> known) {
    if (node instanceof YamlNode.Mapping mapping) {
      return Optional.of(new MappingFields(name, mapping, known, problems));
    }
    problems.add(
        new Problem(node.origin(), name, "fields are expected here: " + String.join(", ", known)));
    return Optional.empty();
  }

  private Optional<String> text(YamlNode node, String field) {
    if (node instanceof YamlNode.Scalar scalar && !scalar.text().isBlank()) {
      return Optional.of(scalar.text());
    }
    add(node.origin(), field, "a single value is expected here");
    return Optional.empty();
  }

  private <T> Optional<T> read(String field, Origin place, Supplier<T> reading) {
    try {
      return Optional.of(reading.get());
    } catch (IllegalArgumentException e) {
      // The model's message begins with its own name of the field. Here the path names the field.
      add(place, field, Config.messageOf(e).replaceFirst("^[a-z.-]+: ", ""));
      return Optional.empty();
    }
  }

  private void add(Origin place, String field, String what) {
    problems.add(new Problem(place, full(field), what));
  }

  private String full(String field) {
    return path.isEmpty() || field.isEmpty() ? path + field : path + "." + field;
  }
}
