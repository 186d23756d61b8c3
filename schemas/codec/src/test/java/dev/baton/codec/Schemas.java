package dev.baton.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;

/** The schemas that are shipped with the codec. */
final class Schemas {

  private static final String BASE = "https://baton.dev/schemas/";
  private static final JsonMapper JSON = new JsonMapper();
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(
          SpecVersion.VersionFlag.V202012,
          builder ->
              builder.schemaMappers(
                  mappers -> mappers.mapPrefix(BASE, "classpath:dev/baton/schemas/")));

  private Schemas() {}

  /** Returns every type that goes over the wire. */
  static Set<String> types() {
    Set<String> all = new TreeSet<>(EventCodec.types());
    all.addAll(CommandCodec.types());
    all.add(AuditCodec.TYPE);
    all.add(StateCodec.TYPE);
    return all;
  }

  /** Returns the text of a type's schema, or of the one that they share, {@code common}. */
  static JsonNode text(String name) {
    try (InputStream in =
        Schemas.class.getResourceAsStream("/dev/baton/schemas/" + name + ".json")) {
      if (in == null) {
        throw new IllegalStateException("no schema " + name);
      }
      return parse(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns what a type's schema has against a body. */
  static Set<ValidationMessage> complaints(String type, JsonNode body) {
    return schema(type).validate(body);
  }

  static JsonNode parse(byte[] body) {
    try {
      return JSON.readTree(new String(body, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode parse(String body) {
    return parse(Records.utf8(body));
  }

  private static JsonSchema schema(String type) {
    return FACTORY.getSchema(SchemaLocation.of(BASE + type + ".json"));
  }
}
