package dev.baton.compose.ping;

import static dev.baton.compose.service.JsonText.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.baton.compose.ping.PingReport.Answer;
import dev.baton.compose.ping.PingReport.Silence;
import dev.baton.compose.service.JsonText;
import dev.baton.model.ClusterId;
import dev.baton.model.MemberAddress;
import dev.baton.model.NodeId;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The report as JSON. Fields are added, never renamed or removed. Missing values are null.
 *
 * <p>{@code {cluster, node, deadlineMs, silence, why, members: [{node, address, result, ms,
 * why}]}}; {@code why} is for people.
 */
public final class PingJson {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final double MS = 1e6;

  private PingJson() {}

  /** Returns the report on one line. */
  public static String line(PingReport report) {
    return JsonText.line(json -> write(json, report));
  }

  /** Returns the report indented. */
  public static String indented(PingReport report) {
    return JsonText.indented(json -> write(json, report));
  }

  private static void write(JsonGenerator json, PingReport report) throws IOException {
    json.writeStartObject();
    json.writeStringField("cluster", report.cluster().value());
    json.writeStringField("node", report.node().value());
    json.writeNumberField("deadlineMs", PingReport.DEADLINE.toMillis());
    text(json, "silence", report.silence().map(Silence::name));
    text(json, "why", report.silence().map(why -> PingText.words(report.cluster(), why)));
    json.writeArrayFieldStart("members");
    for (Answer answer : report.answers()) {
      json.writeStartObject();
      json.writeStringField("node", answer.node().value());
      text(json, "address", answer.address().map(MemberAddress::toString));
      json.writeStringField("result", answer.result().name());
      json.writeFieldName("ms");
      if (answer.after().isPresent()) {
        json.writeNumber(ms(answer.after().orElseThrow()));
      } else {
        json.writeNull();
      }
      text(json, "why", PingText.why(report.cluster(), answer));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Returns milliseconds with three decimals. */
  static BigDecimal ms(Duration duration) {
    return BigDecimal.valueOf(duration.toNanos(), 6).setScale(3, RoundingMode.HALF_UP);
  }

  /**
   * Reads a report that {@link #line} wrote. The texts for people are not read.
   *
   * @param text of anybody
   * @throws IllegalArgumentException when it is no such report
   */
  public static PingReport read(String text) {
    try (JsonParser json = FACTORY.createParser(text)) {
      require(json.nextToken() == JsonToken.START_OBJECT, "no object");
      PingReport report = report(json);
      require(json.nextToken() == null, "more than an object");
      return report;
    } catch (IOException e) {
      throw new IllegalArgumentException("no JSON", e);
    }
  }

  private static PingReport report(JsonParser json) throws IOException {
    Map<String, String> texts = new HashMap<>();
    Optional<List<Answer>> answers = Optional.empty();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      JsonToken value = json.nextToken();
      if (field.equals("members") && value == JsonToken.START_ARRAY) {
        answers = Optional.of(answers(json));
      } else {
        take(json, field, texts);
      }
    }
    return new PingReport(
        new ClusterId(required(texts, "cluster")),
        new NodeId(required(texts, "node")),
        Optional.ofNullable(texts.get("silence")).map(Silence::valueOf),
        answers.orElseThrow(() -> new IllegalArgumentException("members: is missing")));
  }

  private static List<Answer> answers(JsonParser json) throws IOException {
    List<Answer> all = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      require(json.currentToken() == JsonToken.START_OBJECT, "a member is no object");
      Map<String, String> texts = new HashMap<>();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        json.nextToken();
        take(json, field, texts);
      }
      all.add(
          new Answer(
              new NodeId(required(texts, "node")),
              Optional.ofNullable(texts.get("address")).map(MemberAddress::parse),
              Optional.ofNullable(texts.get("ms")).map(PingJson::duration)));
    }
    return all;
  }

  /** Keeps a text or a number; whatever else there is, is left out. */
  private static void take(JsonParser json, String field, Map<String, String> texts)
      throws IOException {
    JsonToken value = json.currentToken();
    if (value == JsonToken.VALUE_STRING || (value != null && value.isNumeric())) {
      texts.put(field, json.getText());
    } else {
      json.skipChildren();
    }
  }

  private static Duration duration(String ms) {
    double value = Double.parseDouble(ms);
    require(value >= 0 && value <= PingReport.DEADLINE.toMillis() * 10.0, "ms: out of range");
    return Duration.ofNanos(Math.round(value * MS));
  }

  private static String required(Map<String, String> texts, String field) {
    return Optional.ofNullable(texts.get(field))
        .orElseThrow(() -> new IllegalArgumentException(field + ": is missing"));
  }

  private static void require(boolean right, String otherwise) {
    if (!right) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
