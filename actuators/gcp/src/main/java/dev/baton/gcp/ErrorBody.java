package dev.baton.gcp;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The JSON body of an error. The SDK does not read it. But HTTP 403 means a missing permission as
 * well as too many calls, and only the reason in the body tells which.
 *
 * @param reason the first error's reason, for example {@code rateLimitExceeded}; otherwise the
 *     status; empty if there is neither
 * @param message in words; empty if there is none
 */
record ErrorBody(String reason, String message) {

  static ErrorBody parse(String text) {
    return error(text).map(ErrorBody::of).orElseGet(() -> new ErrorBody("", ""));
  }

  private static Optional<JsonObject> error(String text) {
    try {
      return object(JsonParser.parseString(text)).flatMap(top -> object(top.get("error")));
    } catch (JsonParseException e) {
      // The body may be a proxy's page. Then only the HTTP status counts.
      return Optional.empty();
    }
  }

  private static ErrorBody of(JsonObject error) {
    String status = text(error, "status");
    String reason = first(error.get("errors")).map(each -> text(each, "reason")).orElse("");
    return new ErrorBody(reason.isEmpty() ? status : reason, text(error, "message"));
  }

  private static Optional<JsonObject> first(@Nullable JsonElement errors) {
    if (errors instanceof JsonArray array && !array.isEmpty()) {
      return object(array.get(0));
    }
    return Optional.empty();
  }

  private static Optional<JsonObject> object(@Nullable JsonElement element) {
    return element instanceof JsonObject object ? Optional.of(object) : Optional.empty();
  }

  private static String text(JsonObject object, String key) {
    JsonElement value = object.get(key);
    return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
  }
}
