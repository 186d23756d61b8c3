package dev.baton.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.model.ClusterId;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Fact;
import dev.baton.model.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Schemas and codec say the same. */
class SchemaTest {

  private static final ClusterId CLUSTER = new ClusterId("db");

  /** What is put in place of every field of every frozen text. */
  private static final List<String> REPLACEMENTS =
      List.of(
          "null",
          "true",
          "-2",
          "-1",
          "0",
          "1.5",
          "1e30",
          "\"\"",
          "\"A b\"",
          "\"PT1M\"",
          "[]",
          "{}",
          "[null]",
          "[{}]",
          "{\"kind\":\"other\"}",
          "99999999999",
          "9223372036854775808");

  static Stream<String> types() {
    return Schemas.types().stream();
  }

  static Stream<String> texts() {
    return Samples.names().stream();
  }

  @ParameterizedTest
  @MethodSource("texts")
  void aFrozenTextIsValid(String text) {
    assertThat(Schemas.complaints(Samples.type(text), Schemas.parse(Samples.text(text)))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("texts")
  void theCodecRefusesWhatTheSchemaRefuses(String text) {
    String type = Samples.type(text);
    AnyBody record = AnyBody.of(type);
    List<String> taken = new ArrayList<>();
    int refused = 0;
    for (String mutant : mutants(Samples.text(text))) {
      if (!Schemas.complaints(type, Schemas.parse(mutant)).isEmpty()) {
        refused++;
        if (record.takes(mutant)) {
          taken.add(mutant);
        }
      }
    }
    assertThat(taken).isEmpty();
    assertThat(refused).isPositive();
  }

  @ParameterizedTest
  @MethodSource("types")
  void everyFieldIsDescribed(String type) {
    assertThat(undescribed(Schemas.text(type), "$")).isEmpty();
    assertThat(undescribed(Schemas.text("common"), "$")).isEmpty();
  }

  @Provide
  Arbitrary<Fact> facts() {
    return AnyRecord.clusterFact(CLUSTER);
  }

  @Provide
  Arbitrary<CommandRecord> orders() {
    return AnyRecord.order();
  }

  @Provide
  Arbitrary<AuditEntry> lines() {
    return AnyRecord.audit();
  }

  @Provide
  Arbitrary<Snapshot> snapshots() {
    return AnyRecord.snapshot();
  }

  @Property(tries = 300)
  void writesOnlyValidFacts(@ForAll("facts") Fact fact) {
    assertValid(
        EventCodec.TYPES.of(fact).name(),
        Records.events().encode(Records.PLACE, Optional.of(CLUSTER), fact));
  }

  @Property(tries = 300)
  void writesOnlyValidOrders(@ForAll("orders") CommandRecord order) {
    assertValid(
        CommandCodec.TYPES.of(order.command()).name(),
        Records.commands().encode(Records.PLACE, order));
  }

  @Property(tries = 200)
  void writesOnlyValidAuditLines(@ForAll("lines") AuditEntry line) {
    assertValid(AuditCodec.TYPE, new AuditCodec().encode(Records.PLACE, line));
  }

  @Property(tries = 100)
  void writesOnlyValidSnapshots(@ForAll("snapshots") Snapshot snapshot) {
    assertValid(StateCodec.TYPE, new StateCodec().encode(Records.PLACE, snapshot));
  }

  private static void assertValid(String type, ProducerRecord<byte[], byte[]> written) {
    assertThat(Schemas.complaints(type, Schemas.parse(written.value()))).isEmpty();
  }

  /** Returns the text with each of its fields, at any depth, removed or replaced. */
  private static List<String> mutants(String text) {
    List<String> all = new ArrayList<>();
    JsonNode root = Schemas.parse(text);
    mutate(root, root, all);
    return all;
  }

  private static void mutate(JsonNode root, JsonNode at, List<String> all) {
    if (at instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : List.copyOf(object.deepCopy().properties())) {
        JsonNode original = object.get(field.getKey());
        mutate(root, original, all);
        for (String replacement : REPLACEMENTS) {
          object.set(field.getKey(), Schemas.parse(replacement));
          all.add(root.toString());
        }
        object.remove(field.getKey());
        all.add(root.toString());
        object.set(field.getKey(), original);
      }
    } else if (at instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        JsonNode original = array.get(i);
        mutate(root, original, all);
        for (String replacement : REPLACEMENTS) {
          array.set(i, Schemas.parse(replacement));
          all.add(root.toString());
        }
        array.set(i, original);
      }
    }
  }

  private static List<String> undescribed(JsonNode schema, String path) {
    List<String> all = new ArrayList<>();
    for (String group : List.of("properties", "$defs")) {
      for (Map.Entry<String, JsonNode> field : schema.path(group).properties()) {
        String here = path + "." + field.getKey();
        if (field.getValue().path("description").asText().isBlank()) {
          all.add(here);
        }
        all.addAll(undescribed(field.getValue(), here));
      }
    }
    if (schema.has("items")) {
      all.addAll(undescribed(schema.get("items"), path + "[]"));
    }
    schema.path("oneOf").forEach(option -> all.addAll(undescribed(option, path)));
    return all;
  }
}
