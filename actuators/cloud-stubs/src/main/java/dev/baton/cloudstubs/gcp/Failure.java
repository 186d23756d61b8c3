package dev.baton.cloudstubs.gcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.cloudstubs.StubServer.Answer;
import dev.baton.cloudstubs.Trouble;

/** An error as the API words it, thrown while a request is served. */
final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String domain;
  private final String reason;
  private final String word;

  /**
   * Creates one.
   *
   * @param word the {@code status} of the body; empty for the older errors, which have none
   */
  private Failure(int status, String domain, String reason, String word, String message) {
    super(message);
    this.status = status;
    this.domain = domain;
    this.reason = reason;
    this.word = word;
  }

  static Failure of(int status, String reason, String message) {
    return new Failure(status, "global", reason, "", message);
  }

  static Failure notFound(String path) {
    return of(404, "notFound", "The resource '" + path + "' was not found");
  }

  static Failure staleFingerprint() {
    return of(
        412, "conditionNotMet", "Invalid fingerprint. Read the resource again and try once more.");
  }

  static Failure notReady(String path) {
    return of(400, "resourceNotReady", "The resource '" + path + "' is not ready");
  }

  /** A call that goes wrong before it takes effect. */
  static Failure of(Trouble trouble, String action, String path) {
    return switch (trouble) {
      case THROTTLED ->
          new Failure(
              403,
              "usageLimits",
              "rateLimitExceeded",
              "PERMISSION_DENIED",
              "Quota exceeded for quota metric 'Queries' and limit 'Queries per minute'");
      case FORBIDDEN ->
          of(403, "forbidden", "Required '" + action + "' permission for '" + path + "'");
      case LAPSED ->
          new Failure(
              401,
              "global",
              "authError",
              "UNAUTHENTICATED",
              "Request had invalid authentication credentials.");
      case UNAVAILABLE ->
          new Failure(503, "global", "backendError", "UNAVAILABLE", "Internal error. Try again.");
      case LATE, HELD, ANSWER_LOST -> throw new IllegalArgumentException(trouble + " is no answer");
    };
  }

  Answer answer() {
    ObjectNode body = Json.object();
    ObjectNode error = body.putObject("error");
    error.put("code", status).put("message", getMessage());
    error
        .putArray("errors")
        .addObject()
        .put("message", getMessage())
        .put("domain", domain)
        .put("reason", reason);
    if (!word.isEmpty()) {
      error.put("status", word);
    }
    return Answer.of(status, "application/json; charset=UTF-8", body.toString());
  }
}
