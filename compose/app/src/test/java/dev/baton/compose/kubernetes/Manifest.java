package dev.baton.compose.kubernetes;

import dev.baton.compose.config.YamlNode;
import dev.baton.compose.config.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An object of Kubernetes: its scalars by where they stand, such as {@code
 * spec.template.spec.containers[0].image}.
 */
record Manifest(Map<String, String> values) {

  static final Path FOLDER = Path.of("..", "kubernetes");

  /** Reads the objects of a file. */
  static List<Manifest> read(String file) {
    return parse(file, text(file));
  }

  static String text(String file) {
    try {
      return Files.readString(FOLDER.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Manifest> parse(String file, String text) {
    List<Manifest> manifests = new ArrayList<>();
    for (String document : text.split("\n---\n", -1)) {
      Map<String, String> values = new LinkedHashMap<>();
      YamlReader.read(file, document).match(new Flattening("", values));
      manifests.add(new Manifest(values));
    }
    return manifests;
  }

  private record Flattening(String path, Map<String, String> values)
      implements YamlNode.Cases<Integer> {
    @Override
    public Integer mapping(YamlNode.Mapping node) {
      for (YamlNode.Entry entry : node.entries()) {
        String key = path.isEmpty() ? entry.key() : path + "." + entry.key();
        entry.value().match(new Flattening(key, values));
      }
      return values.size();
    }

    @Override
    public Integer sequence(YamlNode.Sequence node) {
      for (int index = 0; index < node.items().size(); index++) {
        node.items().get(index).match(new Flattening(path + "[" + index + "]", values));
      }
      return values.size();
    }

    @Override
    public Integer scalar(YamlNode.Scalar node) {
      if (values.put(path, node.text()) != null) {
        throw new IllegalStateException(node.origin() + ": " + path + " stands there twice");
      }
      return values.size();
    }
  }

  String kind() {
    return value("kind");
  }

  String name() {
    return value("metadata.name");
  }

  /** Returns the scalar there; empty text if there is none. */
  String value(String path) {
    return Optional.ofNullable(values.get(path)).orElse("");
  }

  /** Returns the scalars of the list there. */
  List<String> list(String path) {
    List<String> items = new ArrayList<>();
    for (int index = 0; values.containsKey(path + "[" + index + "]"); index++) {
      items.add(value(path + "[" + index + "]"));
    }
    return items;
  }

  /** Returns the values whose place ends like this. */
  List<String> endingWith(String end) {
    return values.entrySet().stream()
        .filter(entry -> entry.getKey().endsWith(end))
        .map(Map.Entry::getValue)
        .toList();
  }
}
