package dev.baton.compose.convert.pacemaker;

import dev.baton.compose.convert.Findings;
import dev.baton.compose.convert.Slug;
import dev.baton.compose.convert.pacemaker.Pairs.Pair;
import dev.baton.model.NodeId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Reads {@code <nodes>}. */
final class Nodes {

  private Nodes() {}

  /**
   * Returns the names of the nodes for Baton, by their names for Pacemaker; in the file's order.
   */
  static Map<String, NodeId> read(Element all, Findings findings) {
    Map<String, NodeId> nodes = new LinkedHashMap<>();
    for (Element element : all.all("node")) {
      Optional<String> name = element.attribute("uname");
      boolean full = element.attribute("type").filter("remote"::equals).isEmpty();
      if (name.isEmpty()) {
        findings.wrong(element.place(), element.id(), "has no uname");
      } else if (!full) {
        findings.changed(
            element.place(), name.orElseThrow(), "is a remote node, and no member; add it by hand");
      } else {
        nodes.put(name.orElseThrow(), id(element, name.orElseThrow(), nodes, findings));
        sayAttributes(element, findings);
      }
    }
    return nodes;
  }

  private static NodeId id(
      Element element, String name, Map<String, NodeId> nodes, Findings findings) {
    TreeSet<String> taken = new TreeSet<>();
    nodes.values().forEach(node -> taken.add(node.value()));
    try {
      if (!taken.contains(name)) {
        return new NodeId(name);
      }
    } catch (IllegalArgumentException e) {
      // It gets another name below, which is said.
    }
    NodeId other = new NodeId(Slug.of(name, taken, "node"));
    findings.changed(
        element.place(), name, "is no name of Baton; the node is " + other + ", by node.id");
    return other;
  }

  private static void sayAttributes(Element element, Findings findings) {
    for (Pair pair : Pairs.of(element, "instance_attributes", findings).values().values()) {
      findings.changed(
          pair.place(),
          pair.name(),
          pair.name().equals("standby")
              ? "not carried over; after baton define: baton standby CLUSTER NODE"
              : "an attribute of a node is not carried over");
    }
  }
}
