package dev.baton.cloudstubs.gcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** All resources, by path from {@code projects/} on. */
final class Resources {
  /** Spreads the counter over the eight bytes of a fingerprint. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final SortedMap<String, ObjectNode> byPath = new TreeMap<>();
  private final SortedMap<String, SortedSet<String>> members = new TreeMap<>();
  private long changes;

  Resources copy() {
    Resources copy = new Resources();
    byPath.forEach((path, resource) -> copy.byPath.put(path, resource.deepCopy()));
    members.forEach((path, all) -> copy.members.put(path, new TreeSet<>(all)));
    copy.changes = changes;
    return copy;
  }

  void put(String path, ObjectNode resource) {
    resource.put("name", path.substring(path.lastIndexOf('/') + 1));
    resource.put("selfLink", url(path));
    byPath.put(path, resource);
    touch(path);
  }

  /** Gives a resource that was changed another fingerprint. */
  void touch(String path) {
    changes++;
    byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(changes * SPREAD).array();
    get(path).put("fingerprint", Base64.getEncoder().encodeToString(bytes));
  }

  ObjectNode get(String path) {
    return Optional.ofNullable(byPath.get(path)).orElseThrow(() -> Failure.notFound(path));
  }

  SortedMap<String, ObjectNode> all() {
    return byPath;
  }

  /** Returns who is in a group: paths of machines, or endpoints as JSON. */
  SortedSet<String> members(String path) {
    return members.computeIfAbsent(path, unused -> new TreeSet<>());
  }

  static String url(String path) {
    return "https://www.googleapis.com/compute/v1/" + path;
  }

  /** Returns the path of a URL, full or partial. */
  static String path(String url) {
    return url.replaceFirst("^.*?(?=projects/)", "");
  }
}
