package dev.baton.cloudstubs.azure;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.cloudstubs.StubServer.Answer;
import dev.baton.cloudstubs.Trouble;

/** Errors as Azure's Resource Manager and its network provider word them. */
final class ArmErrors {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TYPE = "application/json; charset=utf-8";
  private static final String RETRY_AFTER_SECONDS = "1";

  private ArmErrors() {}

  static Answer error(int status, String code, String message) {
    ObjectNode body = JSON.createObjectNode();
    body.putObject("error").put("code", code).put("message", message).putArray("details");
    return Answer.of(status, TYPE, body.toString());
  }

  static Answer notFound(String id, String group) {
    return error(
        404,
        "ResourceNotFound",
        "The Resource '%s' under resource group '%s' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix"
            .formatted(id, group));
  }

  static Answer noSuchGroup(String group) {
    return error(
        404, "ResourceGroupNotFound", "Resource group '" + group + "' could not be found.");
  }

  static Answer staleEtag(String given, String now, String id) {
    String message =
        ("Etag provided in if-match header %s does not match etag %s"
                + " of resource %s in NRP data store.")
            .formatted(given, now, id);
    ObjectNode body = JSON.createObjectNode();
    ObjectNode error = body.putObject("error");
    error.put("code", "PreconditionFailed").put("message", "Precondition failed.");
    error
        .putArray("details")
        .addObject()
        .put("code", "PreconditionFailedEtagMismatch")
        .put("message", message);
    return Answer.of(412, TYPE, body.toString());
  }

  /** Refuses a call before it takes effect. */
  static Answer refuse(String action, String scope, Trouble trouble) {
    return switch (trouble) {
      case THROTTLED -> throttled(action);
      case FORBIDDEN ->
          error(
              403,
              "AuthorizationFailed",
              ("The client 'baton' with object id '00000000-0000-0000-0000-00000000000b' does not"
                      + " have authorization to perform action '%s' over scope '%s' or the scope"
                      + " is invalid. If access was recently granted, please refresh your"
                      + " credentials.")
                  .formatted(action, scope));
      case LAPSED ->
          error(401, "ExpiredAuthenticationToken", "The access token expiry time has passed.");
      case UNAVAILABLE, LATE, HELD, ANSWER_LOST ->
          error(503, "ServiceUnavailable", "The service is currently unavailable.");
    };
  }

  private static Answer throttled(String action) {
    Answer answer =
        error(
            429,
            "TooManyRequests",
            "The request was throttled. Too many calls of %s in the subscription."
                .formatted(action));
    answer.headers().put("Retry-After", RETRY_AFTER_SECONDS);
    return answer;
  }
}
