package dev.baton.compose.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.baton.compose.service.JsonText;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.audit.AuditRule;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;

/** Audit lines for people and for programs. */
public final class AuditText {

  private AuditText() {}

  /** Returns the line as text: time, epoch, kind, summary, rule and inputs. */
  public static String line(AuditEntry entry) {
    String epoch = entry.epoch().map(number -> " epoch " + number).orElse("");
    String details =
        entry.details().entrySet().stream()
            .map(detail -> detail.getKey() + "=" + oneLine(detail.getValue()))
            .collect(Collectors.joining(" "));
    return entry.at()
        + epoch
        + " "
        + entry.kind()
        + ": "
        + oneLine(entry.summary())
        + " ("
        + oneLine(AuditRule.words(entry.rule()))
        + ")"
        + (details.isEmpty() ? "" : " [" + details + "]");
  }

  /**
   * Returns the line as JSON: {@code cluster}, {@code source}, {@code at}, {@code kind}, {@code
   * rule}, {@code epoch}, {@code node}, {@code summary}, {@code alternatives}, {@code details}.
   * Missing values are left out.
   */
  public static String json(AuditEntry entry) {
    return JsonText.line(json -> write(json, entry));
  }

  private static void write(JsonGenerator json, AuditEntry entry) throws IOException {
    json.writeStartObject();
    if (entry.cluster().isPresent()) {
      json.writeStringField("cluster", entry.cluster().orElseThrow().value());
    }
    json.writeStringField("source", entry.source().toString());
    json.writeStringField("at", entry.at().toString());
    json.writeStringField("kind", entry.kind().name());
    json.writeStringField("rule", entry.rule());
    if (entry.epoch().isPresent()) {
      json.writeNumberField("epoch", entry.epoch().orElseThrow().value());
    }
    if (entry.node().isPresent()) {
      json.writeStringField("node", entry.node().orElseThrow().value());
    }
    json.writeStringField("summary", entry.summary());
    json.writeArrayFieldStart("alternatives");
    for (AuditEntry.Alternative alternative : entry.alternatives()) {
      json.writeStartObject();
      json.writeStringField("node", alternative.node().value());
      json.writeBooleanField("chosen", alternative.chosen());
      json.writeStringField("eligibility", alternative.eligibility().name());
      json.writeNumberField("priority", alternative.priority());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeObjectFieldStart("details");
    for (Map.Entry<String, String> detail : entry.details().entrySet()) {
      json.writeStringField(detail.getKey(), detail.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s*\\R\\s*", " / ").replaceAll("\\p{Cntrl}", "?");
  }
}
