package dev.baton.cloudstubs.aws;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The parameters of a call of EC2's Query API, or those behind an address' question mark. */
final class Form {
  private final SortedMap<String, String> values = new TreeMap<>();

  private Form() {}

  static Form of(String encoded) {
    Form form = new Form();
    for (String pair : encoded.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        form.values.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
    return form;
  }

  String get(String name) {
    return find(name).orElse("");
  }

  Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  boolean is(String name) {
    return get(name).equals("true");
  }

  /** The values of {@code name.1}, {@code name.2}, and so on. */
  List<String> list(String name) {
    List<String> found = new ArrayList<>();
    while (values.containsKey(name + "." + (found.size() + 1))) {
      found.add(get(name + "." + (found.size() + 1)));
    }
    return found;
  }

  /** The values of a filter; empty when there is none of that name. */
  Optional<List<String>> filter(String name) {
    for (int i = 1; values.containsKey("Filter." + i + ".Name"); i++) {
      if (get("Filter." + i + ".Name").equals(name)) {
        return Optional.of(list("Filter." + i + ".Value"));
      }
    }
    return Optional.empty();
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
