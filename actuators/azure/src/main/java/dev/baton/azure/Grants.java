package dev.baton.azure;

import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The caller's permissions on a resource, by role.
 *
 * @param roles the permissions of each role
 */
record Grants(List<Role> roles) {

  /** Freezes the list. */
  Grants {
    roles = List.copyOf(roles);
  }

  /**
   * One role.
   *
   * @param actions the allowed actions; {@code *} stands for any text
   * @param notActions the exceptions from these
   */
  record Role(List<String> actions, List<String> notActions) {

    boolean allows(String action) {
      return actions.stream().anyMatch(pattern -> covers(pattern, action))
          && notActions.stream().noneMatch(pattern -> covers(pattern, action));
    }
  }

  /** Tells whether any role allows an action. */
  boolean allow(String action) {
    return roles.stream().anyMatch(role -> role.allows(action));
  }

  /** Reads the response of {@code Microsoft.Authorization/permissions}. */
  static Grants parse(String body) {
    try (JsonReader reader = JsonProviders.createReader(body)) {
      Object root = reader.readUntyped();
      return new Grants(list(root, "value").map(Grants::role).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Role role(Object value) {
    return new Role(
        list(value, "actions").map(Object::toString).toList(),
        list(value, "notActions").map(Object::toString).toList());
  }

  private static Stream<?> list(Object object, String key) {
    return object instanceof Map<?, ?> map && map.get(key) instanceof List<?> list
        ? list.stream()
        : Stream.empty();
  }

  /** Resource Manager ignores case, and its {@code *} also matches slashes. */
  private static boolean covers(String pattern, String action) {
    String expression =
        Arrays.stream(pattern.split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*"));
    return Pattern.compile(expression, Pattern.CASE_INSENSITIVE).matcher(action).matches();
  }
}
