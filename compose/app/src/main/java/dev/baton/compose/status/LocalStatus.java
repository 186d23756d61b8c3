package dev.baton.compose.status;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.baton.compose.service.JsonText;
import dev.baton.holdover.Ground;
import dev.baton.lease.core.KafkaView;
import dev.baton.lease.core.KeeperStatus;
import dev.baton.lease.shell.OutageLog;
import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How the keeper of a cluster fares on this node, as it knows it without Kafka.
 *
 * @param cluster which
 * @param isWell whether Kafka answers it, and nothing keeps it from the VIPs
 * @param lines the same for people
 * @param json the whole, on one line: {@code {cluster, node, well, holding, byLease, ground,
 *     session, live, definition, hearsArbiter, unable, kafka: {verdict, silentMs, served, unserved,
 *     unheard}, lines}}. Fields are added, never renamed or removed. Missing values are null
 */
public record LocalStatus(ClusterId cluster, boolean isWell, List<String> lines, String json) {

  /** Where the pages are. Nothing answers at just this path. */
  public static final String PATHS = "/keeper/";

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int MOST_LINES = 20;

  /** Freezes the list. */
  public LocalStatus {
    lines = List.copyOf(lines);
  }

  /** Returns the path at which a node's web server tells this of a cluster. */
  public static String path(ClusterId cluster) {
    return PATHS + cluster;
  }

  /** Returns the cluster of such a path; empty if it is another path. */
  public static Optional<ClusterId> cluster(String path) {
    try {
      return path.startsWith(PATHS)
          ? Optional.of(new ClusterId(path.substring(PATHS.length())))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Puts a keeper's status into words.
   *
   * @param status empty until the log has answered for the first time
   */
  public static LocalStatus of(ClusterId cluster, NodeId node, Optional<KeeperStatus> status) {
    boolean well =
        status
            .filter(of -> of.live() && !of.deaf() && of.unable().isEmpty())
            .filter(of -> of.definitionVersion() > 0)
            .isPresent();
    List<String> lines = new ArrayList<>();
    lines.add(cluster + " at " + node + ": " + status.map(LocalStatus::holding).orElse("starting"));
    status.ifPresentOrElse(
        of -> lines.addAll(details(of)),
        () -> lines.add("  Kafka has not answered since the service started"));
    String json = JsonText.line(out -> write(out, new Told(cluster, node, well, lines), status));
    return new LocalStatus(cluster, well, lines, json);
  }

  /** What stands beside the keeper's status. */
  private record Told(ClusterId cluster, NodeId node, boolean well, List<String> lines) {}

  private static String holding(KeeperStatus status) {
    return status
        .holding()
        .map(epoch -> "holds epoch " + epoch + ", " + OutageLog.ground(status))
        .orElse("holds nothing");
  }

  private static List<String> details(KeeperStatus status) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "  "
            + status
                .kafka()
                .map(view -> OutageLog.words(view) + OutageLog.silence(view))
                .orElse("Kafka has not acknowledged a keepalive yet"));
    if (status.definitionVersion() == 0) {
      lines.add("  the cluster is not defined, or not read yet");
    }
    if (status.deaf()) {
      lines.add("  no leading arbiter that folds is heard");
    }
    status.unable().ifPresent(why -> lines.add("  cannot carry the VIPs: " + why));
    return lines;
  }

  private static void write(JsonGenerator json, Told told, Optional<KeeperStatus> status)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("cluster", told.cluster().value());
    json.writeStringField("node", told.node().value());
    json.writeBooleanField("well", told.well());
    if (status.isPresent()) {
      write(json, status.orElseThrow());
    }
    names(json, "lines", told.lines());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, KeeperStatus status) throws IOException {
    json.writeFieldName("holding");
    if (status.holding().isPresent()) {
      json.writeNumber(status.holding().orElseThrow().value());
    } else {
      json.writeNull();
    }
    boolean byLease = status.holding().isPresent() && status.outlasts().isEmpty();
    json.writeBooleanField("byLease", byLease);
    JsonText.text(json, "ground", status.outlasts().map(Ground::name));
    JsonText.text(json, "session", status.session());
    json.writeBooleanField("live", status.live());
    json.writeNumberField("definition", status.definitionVersion());
    json.writeBooleanField("hearsArbiter", !status.deaf());
    JsonText.text(json, "unable", status.unable());
    if (status.kafka().isEmpty()) {
      json.writeNullField("kafka");
      return;
    }
    KafkaView view = status.kafka().orElseThrow();
    json.writeObjectFieldStart("kafka");
    json.writeStringField("verdict", view.verdict().name());
    json.writeNumberField("silentMs", view.silence().toMillis());
    names(json, "served", view.served());
    names(json, "unserved", view.unserved());
    names(json, "unheard", view.unheard());
    json.writeEndObject();
  }

  private static void names(JsonGenerator json, String field, List<?> names) throws IOException {
    json.writeArrayFieldStart(field);
    for (Object name : names) {
      json.writeString(name.toString());
    }
    json.writeEndArray();
  }

  /**
   * Reads what {@link #of} wrote, as far as it is for people.
   *
   * @param text of anybody
   * @throws IllegalArgumentException when it is no such text
   */
  public static LocalStatus read(String text) {
    Optional<ClusterId> cluster = Optional.empty();
    boolean well = false;
    List<String> lines = new ArrayList<>();
    try (JsonParser json = FACTORY.createParser(text)) {
      require(json.nextToken() == JsonToken.START_OBJECT);
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        JsonToken value = json.nextToken();
        if (field.equals("cluster") && value == JsonToken.VALUE_STRING) {
          cluster = Optional.of(new ClusterId(json.getText()));
        } else if (field.equals("well")) {
          well = value == JsonToken.VALUE_TRUE;
        } else if (field.equals("lines") && value == JsonToken.START_ARRAY) {
          readLines(json, lines);
        } else {
          json.skipChildren();
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("no JSON", e);
    }
    require(!lines.isEmpty());
    return new LocalStatus(cluster.orElseThrow(IllegalArgumentException::new), well, lines, text);
  }

  private static void readLines(JsonParser json, List<String> lines) throws IOException {
    while (json.nextToken() == JsonToken.VALUE_STRING) {
      String line = json.getText();
      require(line.chars().noneMatch(Character::isISOControl) && lines.size() < MOST_LINES);
      lines.add(line);
    }
    require(json.currentToken() == JsonToken.END_ARRAY);
  }

  private static void require(boolean right) {
    if (!right) {
      throw new IllegalArgumentException("not the status of a keeper");
    }
  }

  /** Returns it in lower case, as the metric's label has it: {@code down-for-all}. */
  public static String label(KafkaView.Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
