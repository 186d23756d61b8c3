package dev.baton.compose.convert.pacemaker;

import dev.baton.compose.convert.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An element of XML.
 *
 * @param place from the end of its start tag to its end tag
 * @param name without a prefix
 * @param attributes by name
 * @param children elements in it, in order
 */
record Element(Place place, String name, Map<String, String> attributes, List<Element> children) {

  /** Freezes the list. */
  Element {
    children = List.copyOf(children);
  }

  Optional<String> attribute(String key) {
    return Optional.ofNullable(attributes.get(key));
  }

  /** Returns its id, or its name if it has none. */
  String id() {
    return attribute("id").orElse(name);
  }

  /** Returns the children of that name. */
  List<Element> all(String child) {
    return children.stream().filter(each -> each.name.equals(child)).toList();
  }

  /** Returns this element and all in it. */
  Stream<Element> tree() {
    return Stream.concat(Stream.of(this), children.stream().flatMap(Element::tree));
  }
}
