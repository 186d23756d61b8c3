package dev.baton.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Writes one JSON object of a body. Empty optional fields are left out. For a value that cannot be
 * written each method throws {@link IllegalArgumentException} with the name of the field.
 */
final class FieldWriter {

  private final JsonGenerator generator;

  FieldWriter(JsonGenerator generator) {
    this.generator = generator;
  }

  /** Writes a text. Unpaired surrogates become U+FFFD. */
  FieldWriter text(String field, String value) {
    return write(() -> generator.writeStringField(field, Texts.wellFormed(value)));
  }

  /** Writes a text, if there is one. */
  FieldWriter text(String field, Optional<String> value) {
    value.ifPresent(present -> text(field, present));
    return this;
  }

  /** Writes a whole number. */
  FieldWriter number(String field, long value) {
    return write(() -> generator.writeNumberField(field, value));
  }

  /** Writes a whole number, if there is one. */
  FieldWriter number(String field, Optional<Long> value) {
    value.ifPresent(present -> number(field, present));
    return this;
  }

  /** Writes a number of 0 or more, and nothing for 0. */
  FieldWriter optionalNatural(String field, long value) {
    return value == 0 ? this : natural(field, value);
  }

  /** Writes a whole number; it must be 0 or more. */
  FieldWriter natural(String field, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(field + ": " + value + " is less than 0");
    }
    return number(field, value);
  }

  /** Writes true or false. */
  FieldWriter flag(String field, boolean value) {
    return write(() -> generator.writeBooleanField(field, value));
  }

  /** Writes true; false is left out. */
  FieldWriter optionalFlag(String field, boolean value) {
    return value ? flag(field, true) : this;
  }

  /** Writes a duration; it must be 0 or more. */
  FieldWriter duration(String field, Duration value) {
    return text(field, named(field, value, Texts::of));
  }

  /** Writes a duration, if there is one. */
  FieldWriter duration(String field, Optional<Duration> value) {
    value.ifPresent(present -> duration(field, present));
    return this;
  }

  /** Writes an instant. */
  FieldWriter instant(String field, Instant value) {
    return text(field, named(field, value, Texts::of));
  }

  /** Writes the word of an enum constant. */
  <E extends Enum<E>> FieldWriter word(String field, E value, Words<E> words) {
    return text(field, words.word(value));
  }

  /** Writes an object. */
  FieldWriter object(String field, Consumer<FieldWriter> content) {
    write(() -> generator.writeObjectFieldStart(field));
    content.accept(this);
    return write(generator::writeEndObject);
  }

  /** Writes an object, if there is one. */
  <T> FieldWriter object(String field, Optional<T> value, BiConsumer<FieldWriter, T> content) {
    value.ifPresent(present -> object(field, out -> content.accept(out, present)));
    return this;
  }

  /** Writes a list of objects. */
  <T> FieldWriter objects(String field, Collection<T> values, BiConsumer<FieldWriter, T> content) {
    write(() -> generator.writeArrayFieldStart(field));
    for (T value : values) {
      write(generator::writeStartObject);
      content.accept(this, value);
      write(generator::writeEndObject);
    }
    return write(generator::writeEndArray);
  }

  /** Writes a list of texts, and nothing if it is empty. */
  <T> FieldWriter optionalTexts(String field, Collection<T> values, Function<T, String> text) {
    return values.isEmpty() ? this : texts(field, values, text);
  }

  /** Writes a list of texts, if there is one; it may have no content. */
  <T> FieldWriter texts(
      String field, Optional<? extends Collection<T>> values, Function<T, String> text) {
    return values.map(all -> texts(field, all, text)).orElse(this);
  }

  /** Writes a list of texts. */
  <T> FieldWriter texts(String field, Collection<T> values, Function<T, String> text) {
    write(() -> generator.writeArrayFieldStart(field));
    for (T value : values) {
      write(() -> generator.writeString(Texts.wellFormed(text.apply(value))));
    }
    return write(generator::writeEndArray);
  }

  /** Writes an object whose values are texts. */
  FieldWriter map(String field, SortedMap<String, String> values) {
    return object(
        field, out -> values.forEach((key, value) -> out.text(Texts.wellFormed(key), value)));
  }

  private static <T> String named(String field, T value, Function<T, String> text) {
    try {
      return text.apply(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(field + ": " + e.getMessage(), e);
    }
  }

  private FieldWriter write(Step step) {
    try {
      step.run();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
  }

  /** One call of the JSON generator. */
  private interface Step {
    void run() throws IOException;
  }
}
