package dev.baton.codec;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads and writes JSON bodies, within limits. */
final class Json {

  /** The longest body that is written or read, in bytes. */
  static final int MOST_BYTES = 1 << 20;

  /** Deeper than any of our records. The limit keeps a foreign body from exhausting the stack. */
  private static final int MOST_NESTING = 32;

  /**
   * A long has at most 20 characters. The limit keeps foreign numbers from costing quadratic time.
   */
  private static final int MOST_DIGITS = 64;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MOST_NESTING)
                  .maxNumberLength(MOST_DIGITS)
                  .maxStringLength(MOST_BYTES)
                  .maxDocumentLength(MOST_BYTES)
                  .build())
          .build();

  private static final ObjectReader READER =
      JsonMapper.builder(FACTORY)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .reader();

  private Json() {}

  /**
   * Reads a body.
   *
   * @throws MalformedFactException when the body is missing, too long, no JSON or no JSON object
   */
  static Fields read(byte @Nullable [] body) {
    if (body == null) {
      throw new MalformedFactException("body", "there is none");
    }
    if (body.length > MOST_BYTES) {
      throw new MalformedFactException(
          "body", body.length + " bytes are over the " + MOST_BYTES + " allowed");
    }
    JsonNode node = parse(body);
    if (!(node instanceof ObjectNode object)) {
      throw new MalformedFactException(
          "$", MalformedFactException.quote(node.toString()) + " is not an object");
    }
    return Fields.of(object);
  }

  /**
   * Writes a body.
   *
   * @throws IllegalArgumentException when the body is too long
   */
  static byte[] write(Consumer<FieldWriter> fields) {
    try (ByteArrayBuilder bytes = new ByteArrayBuilder(512)) {
      try (JsonGenerator generator = FACTORY.createGenerator(bytes, JsonEncoding.UTF8)) {
        generator.writeStartObject();
        fields.accept(new FieldWriter(generator));
        generator.writeEndObject();
      }
      if (bytes.size() > MOST_BYTES) {
        throw new IllegalArgumentException(
            "body: " + bytes.size() + " bytes are over the " + MOST_BYTES + " allowed");
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
  }

  private static JsonNode parse(byte[] body) {
    try {
      return READER.readTree(body);
    } catch (JsonProcessingException e) {
      JsonLocation place = e.getLocation();
      String where =
          place == null ? "body" : "line " + place.getLineNr() + " column " + place.getColumnNr();
      throw new MalformedFactException(where, e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new MalformedFactException("body", "not JSON in UTF-8: " + e.getMessage(), e);
    }
  }
}
