package dev.baton.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.model.Ranges;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads one JSON object of a body. Each method throws {@link MalformedFactException} with the path
 * of the field if the field is missing or has another form. Fields that nobody asks for are
 * ignored. An optional field may be missing, but it must not be {@code null}.
 */
final class Fields {

  private final ObjectNode node;
  private final String path;

  private Fields(ObjectNode node, String path) {
    this.node = node;
    this.path = path;
  }

  /** Returns the outermost object. */
  static Fields of(ObjectNode node) {
    return new Fields(node, "$");
  }

  /** Returns a text. */
  String text(String field) {
    return textOf(required(field), field);
  }

  /** Returns a text, if there is one. */
  Optional<String> optionalText(String field) {
    return optional(field).map(value -> textOf(value, field));
  }

  /** Returns a whole number of 0 or more; 0 if the field is missing. */
  long optionalNatural(String field) {
    return optional(field).isPresent() ? natural(field) : 0;
  }

  /** Returns a whole number, positive or negative, within {@link Ranges#MOST_NUMBER}. */
  long number(String field) {
    return numberOf(required(field), field);
  }

  /** Returns a whole number of 0 or more. */
  long natural(String field) {
    return atLeast(0, number(field), field);
  }

  /** Returns a whole number of {@code least} or more. */
  long number(String field, long least) {
    return atLeast(least, number(field), field);
  }

  /** Returns a whole number within the range of an int. */
  int integer(String field) {
    long value = number(field);
    if (value != (int) value) {
      throw problem(field, value + " is not within the range of 32 bits");
    }
    return (int) value;
  }

  /** Returns a whole number within the range of an int, if there is one. */
  Optional<Integer> optionalInteger(String field) {
    return optional(field).map(value -> integer(field));
  }

  /** Returns a whole number of 0 or more within the range of an int. */
  int naturalInteger(String field) {
    return (int) atLeast(0, integer(field), field);
  }

  /** Returns true or false. */
  boolean flag(String field) {
    JsonNode value = required(field);
    if (!value.isBoolean()) {
      throw unexpected(field, value, "true or false");
    }
    return value.booleanValue();
  }

  /** Returns true or false; false if the field is missing. */
  boolean optionalFlag(String field) {
    return optional(field).isPresent() && flag(field);
  }

  /** Returns a duration. */
  Duration duration(String field) {
    return durationOf(required(field), field);
  }

  /** Returns a duration, if there is one. */
  Optional<Duration> optionalDuration(String field) {
    return optional(field).map(value -> durationOf(value, field));
  }

  /** Returns an instant. */
  Instant instant(String field) {
    return instantOf(required(field), field);
  }

  /** Returns the enum constant of a word. */
  <E extends Enum<E>> E word(String field, Words<E> words) {
    JsonNode value = required(field);
    return words
        .constant(textOf(value, field))
        .orElseThrow(() -> unexpected(field, value, "one of " + String.join(", ", words.all())));
  }

  /** Returns the enum constant of a word, if there is one. */
  <E extends Enum<E>> Optional<E> optionalWord(String field, Words<E> words) {
    return optional(field).map(value -> word(field, words));
  }

  /**
   * Returns the value that {@code type} makes from a text. If it refuses, the exception has the
   * field's path.
   */
  <T> T text(String field, Function<String, T> type) {
    String text = text(field);
    return accept(path + "." + field, () -> type.apply(text));
  }

  /** Returns the value that {@code type} makes from a text, if there is one. */
  <T> Optional<T> optionalText(String field, Function<String, T> type) {
    return optional(field).map(value -> text(field, type));
  }

  /** Returns the value that {@code type} makes from a whole number. */
  <T> T number(String field, Function<Long, T> type) {
    long number = number(field);
    return accept(path + "." + field, () -> type.apply(number));
  }

  /** Returns the value that {@code type} makes from a whole number, if there is one. */
  <T> Optional<T> optionalNumber(String field, Function<Long, T> type) {
    return optional(field).map(value -> number(field, type));
  }

  /** Returns the value that {@code type} makes from an object. */
  <T> T object(String field, Function<Fields, T> type) {
    return type.apply(objectOf(required(field), path + "." + field));
  }

  /** Returns the value that {@code type} makes from an object, if there is one. */
  <T> Optional<T> optionalObject(String field, Function<Fields, T> type) {
    return optional(field).map(value -> type.apply(objectOf(value, path + "." + field)));
  }

  /** Returns the values that {@code type} makes from the objects of a list. */
  <T> List<T> objects(String field, Function<Fields, T> type) {
    List<T> all = new ArrayList<>();
    for (JsonNode item : array(field)) {
      all.add(type.apply(objectOf(item, item(field, all.size()))));
    }
    return all;
  }

  /**
   * Returns the values that {@code type} makes from the objects of a list; none if the field is
   * missing.
   */
  <T> List<T> optionalObjects(String field, Function<Fields, T> type) {
    return optional(field).map(list -> objects(field, type)).orElse(List.of());
  }

  /** Returns the texts of a list. */
  List<String> texts(String field) {
    return texts(field, text -> text);
  }

  /** Returns the texts of a list; none if the field is missing. */
  List<String> optionalTexts(String field) {
    return optional(field).map(list -> texts(field)).orElse(List.of());
  }

  /** Returns what {@code type} makes from the texts of a list; none if the field is missing. */
  <T> List<T> optionalTexts(String field, Function<String, T> type) {
    return optional(field).map(list -> texts(field, type)).orElse(List.of());
  }

  /** Returns what {@code type} makes from the texts of a list; empty if the field is missing. */
  <T> Optional<List<T>> optionalTextList(String field, Function<String, T> type) {
    return optional(field).map(list -> texts(field, type));
  }

  /** Returns the values that {@code type} makes from the texts of a list. */
  <T> List<T> texts(String field, Function<String, T> type) {
    List<T> all = new ArrayList<>();
    for (JsonNode item : array(field)) {
      String where = item(field, all.size());
      if (!item.isTextual()) {
        throw new MalformedFactException(where, notA(item, "a text"));
      }
      all.add(accept(where, () -> type.apply(Texts.wellFormed(item.textValue()))));
    }
    return all;
  }

  /** Returns the instants of a list. */
  List<Instant> instants(String field) {
    return texts(
        field,
        text ->
            Texts.instant(text)
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            MalformedFactException.quote(text) + " is not an instant")));
  }

  /** Returns an object whose values are texts. */
  SortedMap<String, String> map(String field) {
    ObjectNode values = objectNode(required(field), path + "." + field);
    SortedMap<String, String> all = new TreeMap<>();
    for (Map.Entry<String, JsonNode> value : values.properties()) {
      String key = Texts.wellFormed(value.getKey());
      if (all.put(key, textOf(value.getValue(), field + "." + key)) != null) {
        throw problem(field, MalformedFactException.quote(key) + " occurs twice");
      }
    }
    return all;
  }

  /** Returns the value that the reader for this object's field "kind" makes from it. */
  <T> T kind(SortedMap<String, Function<Fields, T>> kinds) {
    JsonNode value = required("kind");
    Function<Fields, T> reader = kinds.get(textOf(value, "kind"));
    if (reader == null) {
      throw unexpected("kind", value, "one of " + String.join(", ", kinds.keySet()));
    }
    return build(() -> reader.apply(this));
  }

  /**
   * Returns the value that is built from this object's fields. If it refuses, the exception has the
   * object's path.
   */
  <T> T build(Supplier<T> constructor) {
    return accept(path, constructor);
  }

  /** Returns the exception for a field that has the right form and a wrong value. */
  MalformedFactException problem(String field, String what) {
    return new MalformedFactException(path + "." + field, what);
  }

  private static <T> T accept(String where, Supplier<T> constructor) {
    try {
      return constructor.get();
    } catch (IllegalArgumentException e) {
      String reason = e.getMessage() == null ? e.toString() : e.getMessage();
      throw new MalformedFactException(where, reason, e);
    }
  }

  private JsonNode required(String field) {
    JsonNode value = node.get(field);
    if (value == null) {
      throw problem(field, "is missing");
    }
    return value;
  }

  private Optional<JsonNode> optional(String field) {
    return Optional.ofNullable(node.get(field));
  }

  private JsonNode array(String field) {
    JsonNode value = required(field);
    if (!value.isArray()) {
      throw unexpected(field, value, "a list");
    }
    return value;
  }

  private String textOf(JsonNode value, String field) {
    if (!value.isTextual()) {
      throw unexpected(field, value, "a text");
    }
    return Texts.wellFormed(value.textValue());
  }

  private long numberOf(JsonNode value, String field) {
    boolean within =
        value.isIntegralNumber()
            && value.canConvertToLong()
            && value.longValue() >= -Ranges.MOST_NUMBER
            && value.longValue() <= Ranges.MOST_NUMBER;
    if (!within) {
      throw unexpected(field, value, "a whole number of at most " + Ranges.MOST_NUMBER);
    }
    return value.longValue();
  }

  private Duration durationOf(JsonNode value, String field) {
    return Texts.duration(textOf(value, field))
        .orElseThrow(() -> unexpected(field, value, "a duration such as \"PT0.5S\""));
  }

  private Instant instantOf(JsonNode value, String field) {
    return Texts.instant(textOf(value, field))
        .orElseThrow(
            () -> unexpected(field, value, "an instant such as \"2026-01-31T12:00:00.5Z\""));
  }

  private long atLeast(long least, long value, String field) {
    if (value < least) {
      throw problem(field, value + " is less than " + least);
    }
    return value;
  }

  private static Fields objectOf(JsonNode value, String where) {
    return new Fields(objectNode(value, where), where);
  }

  private static ObjectNode objectNode(JsonNode value, String where) {
    if (value instanceof ObjectNode object) {
      return object;
    }
    throw new MalformedFactException(where, notA(value, "an object"));
  }

  private String item(String field, int index) {
    return path + "." + field + "[" + index + "]";
  }

  private MalformedFactException unexpected(String field, JsonNode value, String expected) {
    return problem(field, notA(value, expected));
  }

  private static String notA(JsonNode value, String expected) {
    return MalformedFactException.quote(value.toString()) + " is not " + expected;
  }
}
