package dev.baton.aws;

import dev.baton.model.NodeId;
import dev.baton.model.definition.Binding;
import dev.baton.model.definition.GatePorts;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Reads a binding's settings. Every {@link IllegalArgumentException} names the kind, the key and
 * the value.
 */
final class Settings {
  private final Binding binding;
  private final SortedSet<String> known = new TreeSet<>();

  Settings(Binding binding) {
    this.binding = binding;
  }

  Optional<String> optional(String key) {
    known.add(key);
    Optional<String> value = Optional.ofNullable(binding.settings().get(key)).map(String::strip);
    if (value.filter(String::isEmpty).isPresent()) {
      throw wrong(key, "", "is empty");
    }
    return value;
  }

  String required(String key) {
    return optional(key).orElseThrow(() -> missing(key));
  }

  /** Returns an identifier of the platform, which must begin with the prefix. */
  String id(String key, String prefix) {
    return checkedId(key, required(key), prefix);
  }

  /** Returns identifiers, separated by commas; at least one, none twice. */
  List<String> ids(String key, String prefix) {
    String value = required(key);
    List<String> ids = Arrays.stream(value.split(",", -1)).map(String::strip).toList();
    ids.forEach(id -> checkedId(key, id, prefix));
    if (new TreeSet<>(ids).size() < ids.size()) {
      throw wrong(key, value, "names one twice");
    }
    return ids;
  }

  boolean flag(String key) {
    String value = optional(key).orElse("false");
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong(key, value, "is neither true nor false");
    };
  }

  /** Returns a whole number within bounds, both included. */
  int number(String key, int otherwise, int least, int most) {
    Optional<String> value = optional(key);
    if (value.isEmpty()) {
      return otherwise;
    }
    String text = value.orElseThrow();
    if (!text.matches("[0-9]{1,9}")
        || Integer.parseInt(text) < least
        || Integer.parseInt(text) > most) {
      throw wrong(key, text, "is not a number from " + least + " to " + most);
    }
    return Integer.parseInt(text);
  }

  /** Returns the TCP ports that the nodes guard; empty if the setting is missing. */
  SortedSet<Integer> gatePorts() {
    Optional<String> value = optional(GatePorts.KEY);
    try {
      return value.map(GatePorts::read).orElseGet(Collections::emptySortedSet);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          binding.kind() + ": " + GatePorts.KEY + ": " + e.getMessage(), e);
    }
  }

  /** Returns the values of {@code prefix.<node>}; may be empty. */
  SortedMap<NodeId, String> perNode(String prefix, Predicate<String> form, String expected) {
    SortedMap<NodeId, String> found = new TreeMap<>();
    String start = prefix + ".";
    for (String key : binding.settings().tailMap(start).keySet()) {
      if (key.startsWith(start)) {
        String value = required(key);
        if (!form.test(value)) {
          throw wrong(key, value, "is not " + expected);
        }
        found.put(node(key, start), value);
      }
    }
    return found;
  }

  /** Returns the network interfaces of all nodes; at least one. */
  SortedMap<NodeId, String> networkInterfaces() {
    SortedMap<NodeId, String> found =
        perNode("eni", value -> isId(value, "eni-"), "a network interface's id (eni-...)");
    if (found.isEmpty()) {
      throw missing("eni.<node>");
    }
    return found;
  }

  /** Refuses the settings that were not read; called last. */
  void refuseOthers() {
    binding
        .settings()
        .forEach(
            (key, value) -> {
              if (!known.contains(key)) {
                throw wrong(key, value, "is unknown");
              }
            });
  }

  IllegalArgumentException missing(String key) {
    return new IllegalArgumentException(binding.kind() + ": " + key + " is missing");
  }

  IllegalArgumentException wrong(String key, String value, String why) {
    return new IllegalArgumentException(binding.kind() + ": " + key + ": \"" + value + "\" " + why);
  }

  private NodeId node(String key, String start) {
    try {
      return new NodeId(key.substring(start.length()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          binding.kind() + ": " + key + ": does not end with a node's name", e);
    }
  }

  private String checkedId(String key, String id, String prefix) {
    if (!isId(id, prefix)) {
      throw wrong(key, id, "is not an id" + (prefix.isEmpty() ? "" : " (" + prefix + "...)"));
    }
    return id;
  }

  private static boolean isId(String value, String prefix) {
    return value.startsWith(prefix) && value.substring(prefix.length()).matches("[0-9A-Za-z]+");
  }
}
