package dev.baton.azure;

import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The state of an operation.
 *
 * @param status {@code InProgress}, {@code Succeeded}, {@code Failed}, {@code Canceled}, and more
 * @param code its error's code, the innermost there is; empty if it has none
 * @param message its error's message
 */
record OperationState(String status, String code, String message) {

  /** An operation that has ended, with nothing else known of it. */
  static final OperationState OVER = new OperationState("Succeeded", "", "");

  /** Reads the state from the body of a response. */
  static OperationState parse(String body) throws IOException {
    try (JsonReader reader = JsonProviders.createReader(body)) {
      Map<?, ?> root = object(Optional.ofNullable(reader.readUntyped()));
      Map<?, ?> error = innermost(object(Optional.ofNullable(root.get("error"))));
      return new OperationState(text(root, "status"), text(error, "code"), text(error, "message"));
    }
  }

  /**
   * Reads the error of a response that may come from a proxy: if it is no JSON, there is no code.
   */
  static OperationState ofError(String body) {
    try {
      return parse(body);
    } catch (IOException | IllegalStateException e) {
      return new OperationState("", "", body);
    }
  }

  /** Tells whether the operation has ended. */
  boolean ended() {
    return succeeded() || failed() || canceled();
  }

  /** Tells whether the operation has succeeded. */
  boolean succeeded() {
    return status.equalsIgnoreCase("Succeeded");
  }

  /** Tells whether the operation has failed. */
  boolean failed() {
    return status.equalsIgnoreCase("Failed");
  }

  /**
   * Tells whether the operation was cancelled: a later write replaces one that is being carried
   * out.
   */
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
