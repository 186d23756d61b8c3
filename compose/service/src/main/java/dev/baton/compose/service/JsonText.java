package dev.baton.compose.service;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Writes one JSON document as a text. */
public final class JsonText {

  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonText() {}

  /** Writes the content of a document. */
  @FunctionalInterface
  public interface Body {
    /** Writes the whole document. */
    void write(JsonGenerator json) throws IOException;
  }

  /** Returns the document on one line. */
  public static String line(Body body) {
    return write(body, false);
  }

  /** Returns the document indented. */
  public static String indented(Body body) {
    return write(body, true);
  }

  /** Writes a field with a value as text; null if there is none. */
  public static void text(JsonGenerator json, String field, Optional<?> value) throws IOException {
    if (value.isPresent()) {
      json.writeStringField(field, value.orElseThrow().toString());
    } else {
      json.writeNullField(field);
    }
  }

  private static String write(Body body, boolean indented) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      if (indented) {
        json.useDefaultPrettyPrinter();
      }
      body.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return text.toString();
  }
}
