package dev.baton.compose.convert.pacemaker;

import dev.baton.compose.convert.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads {@code <constraints>}: where a resource shall be, and what of it is not carried over. */
final class Constraints {

  private final Findings findings;
  private final List<Location> locations = new ArrayList<>();

  /** A score of a resource on a node. */
  private record Location(String resource, String node, int score) {}

  private Constraints(Findings findings) {
    this.findings = findings;
  }

  /** Reads them; says those that are not carried over. */
  static Constraints read(List<Element> elements, List<Resource> resources, Findings findings) {
    Constraints constraints = new Constraints(findings);
    for (Element element : elements) {
      boolean concerns =
          resources.stream().anyMatch(resource -> constraints.concerns(element, resource));
      if (!concerns) {
        findings.left(element.place(), element.id(), "concerns no address");
      } else if (element.name().equals("rsc_location")) {
        constraints.location(element);
      } else {
        constraints.other(element);
      }
    }
    return constraints;
  }

  /** Returns the scores of a resource: for each node that has one the sum. */
  Map<String, Integer> scores(Resource resource) {
    Map<String, Integer> scores = new TreeMap<>();
    locations.stream()
        .filter(location -> resource.ids().contains(location.resource()))
        .forEach(location -> scores.merge(location.node(), location.score(), Score::sum));
    return scores;
  }

  /** A pattern may mean anything. */
  private boolean concerns(Element element, Resource resource) {
    return element
        .tree()
        .anyMatch(
            each ->
                each.attributes().containsKey("rsc-pattern")
                    || List.of("rsc", "with-rsc", "first", "then").stream()
                        .anyMatch(key -> is(each.attribute(key), resource))
                    || (each.name().equals("resource_ref") && is(each.attribute("id"), resource)));
  }

  private static boolean is(Optional<String> id, Resource resource) {
    return id.filter(resource.ids()::contains).isPresent();
  }

  private void location(Element element) {
    Optional<String> resource = element.attribute("rsc");
    Optional<String> node = element.attribute("node");
    Optional<Integer> score = element.attribute("score").flatMap(Score::parse);
    if (resource.isEmpty() || node.isEmpty() || score.isEmpty() || !element.children().isEmpty()) {
      findings.refused(
          element.place(),
          element.id(),
          "is no plain location of one resource, one node and a score; write such ones instead of"
              + " it in a copy of the file");
      return;
    }
    if (element.id().startsWith("cli-")) {
      findings.changed(
          element.place(),
          element.id(),
          "is what a move or ban by hand left behind, and counts here like any other; remove it"
              + " first by pcs resource clear if it should not");
    }
    locations.add(new Location(resource.orElseThrow(), node.orElseThrow(), score.orElseThrow()));
  }

  private void other(Element element) {
    String text =
        switch (element.name()) {
          case "rsc_colocation" ->
              "is not carried over: a cluster of Baton is where its own node is healthy; if it"
                  + " follows a service, write a probe that passes only where that service is; if"
                  + " it follows another address, put both into one group";
          case "rsc_order" ->
              "is not carried over: Baton starts no service; what must be done before the VIPs are"
                  + " taken is agent.hooks.promote";
          default -> "is not carried over: Baton has nothing like it";
        };
    findings.changed(element.place(), element.id(), text);
  }
}
