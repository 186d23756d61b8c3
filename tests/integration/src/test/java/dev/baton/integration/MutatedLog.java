package dev.baton.integration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.log.WireFormat;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** A recorded log as it might stand in a topic: with records lost, doubled, swapped and changed. */
final class MutatedLog {

  static final TopicPartition EVENTS = new TopicPartition("baton.events", 0);

  /** What is put in place of a field, as JSON. */
  private static final List<String> EXTREMES =
      List.of(
          "-1",
          "0",
          "1",
          "2147483647",
          "4294967296",
          "4294967297",
          "9007199254740990",
          "9007199254740991",
          "9007199254740992",
          "9223372036854775807",
          "1e9",
          "\"PT0S\"",
          "\"PT0.001S\"",
          "\"PT60S\"",
          "\"PT99999999.999999999S\"",
          "\"PT999999999999S\"",
          "\"\"",
          "\"zz\"",
          "\"n0\"",
          "\"n1\"",
          "\"s0\"",
          "\"s1\"",
          "\"" + "x".repeat(5_000) + "\"",
          "\"\\ud800\"",
          "null",
          "true",
          "[]",
          "{}",
          "[[[[]]]]");

  private final ObjectMapper json = new ObjectMapper();
  private final WireFormat wire;
  private final Random random;

  MutatedLog(WireFormat wire, Random random) {
    this.wire = wire;
    this.random = random;
  }

  /** Returns the log with some of it lost, doubled, swapped or strange; what is left of order. */
  List<FactRecord> shuffled(List<FactRecord> recorded) {
    // A gap is meant to concern every cluster of its partition.
    List<FactRecord> log =
        recorded.stream().filter(entry -> !(entry.fact() instanceof Fact.LogLoss)).toList();
    List<FactRecord> out = new ArrayList<>();
    for (FactRecord entry : log) {
      int fate = random.nextInt(50);
      if (fate != 0) {
        out.add(entry);
      }
      if (fate == 1) {
        out.add(entry);
      }
      if (fate == 2 && out.size() > 3) {
        out.add(out.remove(out.size() - 1 - random.nextInt(3)));
      }
      if (fate == 3) {
        out.add(log.get(random.nextInt(log.size())));
      }
    }
    return out;
  }

  /** Returns an entry's record, one in four times changed. */
  ProducerRecord<byte[], byte[]> record(FactRecord entry) {
    ProducerRecord<byte[], byte[]> written = wire.event(EVENTS, entry.cluster(), entry.fact());
    byte[] body = random.nextInt(4) == 0 ? changed(written.value()) : written.value();
    return new ProducerRecord<>(
        written.topic(), written.partition(), written.key(), body, written.headers());
  }

  private byte[] changed(byte[] body) {
    try {
      JsonNode root = json.readTree(body);
      List<Runnable> places = new ArrayList<>();
      collect(root, places);
      if (!places.isEmpty()) {
        places.get(random.nextInt(places.size())).run();
      }
      return json.writeValueAsString(root).getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void collect(JsonNode at, List<Runnable> places) {
    if (at instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : List.copyOf(object.properties())) {
        places.add(() -> object.set(field.getKey(), extreme()));
        places.add(() -> object.remove(field.getKey()));
        collect(field.getValue(), places);
      }
    } else if (at instanceof ArrayNode array) {
      for (int index = 0; index < array.size(); index++) {
        int place = index;
        places.add(() -> array.set(place, extreme()));
        places.add(() -> array.add(array.get(place)));
        collect(array.get(index), places);
      }
    }
  }

  private JsonNode extreme() {
    try {
      return json.readTree(EXTREMES.get(random.nextInt(EXTREMES.size())));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
