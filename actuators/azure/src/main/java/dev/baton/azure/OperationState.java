package dev.baton.azure;

import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far an operation is.
 *
 * @param status {@code InProgress}, {@code Succeeded}, {@code Failed}, {@code Canceled}, and more
 * @param code its error's code, the innermost there is; empty if it has none
 * @param message its error's message
 */
record OperationState(String status, String code, String message) {

  /** Stands for an operation that nothing is known of but that it is over. */
  static final OperationState OVER = new OperationState("Succeeded", "", "");

  /** Reads it from an answer's body. */
  static OperationState parse(String body) throws IOException {
    try (JsonReader reader = JsonProviders.createReader(body)) {
      Map<?, ?> root = object(Optional.ofNullable(reader.readUntyped()));
      Map<?, ?> error = innermost(object(Optional.ofNullable(root.get("error"))));
      return new OperationState(text(root, "status"), text(error, "code"), text(error, "message"));
    }
  }

  /**
   * Reads the error of an answer that may have come from something in between: no JSON, no code.
   */
  static OperationState ofError(String body) {
    try {
      return parse(body);
    } catch (IOException | IllegalStateException e) {
      return new OperationState("", "", body);
    }
  }

  /** Tells whether it has ended, one way or another. */
  boolean ended() {
    return succeeded() || failed() || canceled();
  }

  /** Tells whether it did what it was begun for. */
  boolean succeeded() {
    return status.equalsIgnoreCase("Succeeded");
  }

  /** Tells whether it could not be done. */
  boolean failed() {
    return status.equalsIgnoreCase("Failed");
  }

  /** Tells whether it was called off: a later write supersedes one that is under way. */
  boolean canceled() {
    return status.equalsIgnoreCase("Canceled") || status.equalsIgnoreCase("Cancelled");
  }

  private static Map<?, ?> innermost(Map<?, ?> error) {
    Map<?, ?> detail =
        error.get("details") instanceof List<?> details && !details.isEmpty()
            ? object(Optional.ofNullable(details.get(0)))
            : Map.of();
    return text(detail, "code").isEmpty() ? error : detail;
  }

  private static Map<?, ?> object(Optional<?> value) {
    return value.isPresent() && value.orElseThrow() instanceof Map<?, ?> map ? map : Map.of();
  }

  private static String text(Map<?, ?> object, String key) {
    return Optional.ofNullable(object.get(key)).map(Object::toString).orElse("");
  }
}
