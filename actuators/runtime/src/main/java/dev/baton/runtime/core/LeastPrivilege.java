package dev.baton.runtime.core;

import dev.baton.spi.ApiCall;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the permissions that an actuator needs, and no more, in the form of each cloud. They come
 * from {@link dev.baton.spi.Actuator#calls}.
 */
public final class LeastPrivilege {

  private LeastPrivilege() {}

  /**
   * Returns an identity policy of AWS (IAM JSON policy, version 2012-10-17), with one statement for
   * each set of resources.
   */
  public static String iamPolicy(List<ApiCall> calls) {
    SortedMap<String, SortedSet<String>> resourcesOf = new TreeMap<>();
    calls.forEach(
        call ->
            resourcesOf
                .computeIfAbsent(call.action(), none -> new TreeSet<>())
                .add(call.resource()));
    SortedMap<String, SortedSet<String>> actionsOn = new TreeMap<>();
    resourcesOf.forEach(
        (action, resources) ->
            actionsOn
                .computeIfAbsent(strings(resources.stream()), none -> new TreeSet<>())
                .add(action));
    String statements =
        actionsOn.entrySet().stream()
            .map(entry -> statement(strings(entry.getValue().stream()), entry.getKey()))
            .collect(Collectors.joining(",\n"));
    return "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n" + statements + "\n  ]\n}\n";
  }

  private static String statement(String actions, String resources) {
    return """
    {
      "Effect": "Allow",
      "Action": %s,
      "Resource": %s
    }\
    """
        .formatted(actions, resources)
        .indent(4)
        .stripTrailing();
  }

  /**
   * Returns a custom role of Azure, as {@code az role definition create} takes it.
   *
   * @param name the role's name
   * @param scope where the role may be assigned: {@code /subscriptions/ID} or a resource group in
   *     it
   */
  public static String azureRole(String name, String scope, List<ApiCall> calls) {
    return """
    {
      "Name": %s,
      "IsCustom": true,
      "Description": "What Baton's actuator calls, and no more.",
      "Actions": %s,
      "NotActions": [],
      "AssignableScopes": [%s]
    }
    """
        .formatted(string(name), strings(actions(calls)), string(scope));
  }

  /**
   * Returns a custom role of Google Cloud, as {@code gcloud iam roles create --file} takes it.
   *
   * @param title the role's title
   */
  public static String gcpRole(String title, List<ApiCall> calls) {
    String permissions =
        actions(calls).map(action -> "- " + action + "\n").collect(Collectors.joining());
    return """
    title: %s
    description: What Baton's actuator calls, and no more.
    stage: GA
    includedPermissions:
    """
            .formatted(string(title))
        + permissions;
  }

  private static Stream<String> actions(List<ApiCall> calls) {
    return calls.stream().map(ApiCall::action).distinct().sorted();
  }

  private static String strings(Stream<String> values) {
    return values.map(LeastPrivilege::string).collect(Collectors.joining(", ", "[", "]"));
  }

  /** Returns a JSON string, which is valid YAML too. */
  private static String string(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int at = 0; at < value.length(); at++) {
      char each = value.charAt(at);
      if (each == '"' || each == '\\') {
        quoted.append('\\').append(each);
      } else if (each < ' ') {
        quoted.append(String.format("\\u%04x", (int) each));
      } else {
        quoted.append(each);
      }
    }
    return quoted.append('"').toString();
  }
}
