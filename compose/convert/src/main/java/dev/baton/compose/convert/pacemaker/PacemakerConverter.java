package dev.baton.compose.convert.pacemaker;

import dev.baton.compose.config.ConfigException;
import dev.baton.compose.config.Sources;
import dev.baton.compose.convert.ClusterPlan;
import dev.baton.compose.convert.Conversion;
import dev.baton.compose.convert.Findings;
import dev.baton.compose.convert.Neighbours;
import dev.baton.compose.convert.Place;
import dev.baton.compose.convert.Slug;
import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Makes clusters of Baton out of the CIB of Pacemaker. */
public final class PacemakerConverter {

  private static final Element NOTHING = new Element(new Place("", 1, 1), "", Map.of(), List.of());

  private final Findings findings = new Findings();
  private final Wishes wishes;
  private final Element root;

  private PacemakerConverter(Element root, Wishes wishes) {
    this.root = root;
    this.wishes = wishes;
  }

  /**
   * Converts.
   *
   * @param cib what {@code cibadmin --query} prints, with or without {@code --scope configuration}
   * @return the clusters, one for each group with addresses and for each address alone, and what is
   *     not carried over
   * @throws ConfigException naming the line of everything that is not right
   */
  public static Conversion convert(Sources.Document cib, Wishes wishes) {
    return new PacemakerConverter(XmlTree.read(cib), wishes).convert();
  }

  private Conversion convert() {
    Element configuration = configuration();
    Settings settings = new Settings(findings);
    settings.readProperties(only(configuration, "crm_config"));
    settings.readDefaults(only(configuration, "rsc_defaults"));
    Map<String, NodeId> nodes = Nodes.read(only(configuration, "nodes"), findings);
    List<Resource> resources =
        new ResourceReader(findings, settings.stickiness()).read(only(configuration, "resources"));
    Constraints constraints =
        Constraints.read(only(configuration, "constraints").children(), resources, findings);
    sayOthers(configuration);
    if (nodes.isEmpty() || (resources.isEmpty() && !findings.isRefused())) {
      findings.wrong(
          root.place(),
          root.name(),
          nodes.isEmpty() ? "has no node" : "has no ocf:heartbeat:IPaddr2: no address moves here");
    }
    List<Resource> chosen = chosen(resources);
    findings.requireRight();
    MemberMaker members = new MemberMaker(nodes, constraints, settings.isOptIn(), findings);
    return Conversion.of(clusters(chosen, members), findings);
  }

  private Element configuration() {
    if (root.name().equals("configuration")) {
      return root;
    }
    List<Element> found = root.name().equals("cib") ? root.all("configuration") : List.of();
    if (found.size() != 1) {
      findings.wrong(
          root.place(),
          root.name(),
          "is no cib with one configuration; give what cibadmin --query" + " prints");
      findings.requireRight();
    }
    root.all("status")
        .forEach(status -> findings.left(status.place(), "status", "it is no configuration"));
    return found.get(0);
  }

  private static Element only(Element configuration, String name) {
    return configuration.all(name).stream().findFirst().orElse(NOTHING);
  }

  private void sayOthers(Element configuration) {
    Set<String> read = Set.of("crm_config", "rsc_defaults", "nodes", "resources", "constraints");
    for (Element element : configuration.children()) {
      if (element.name().equals("op_defaults") || element.name().equals("tags")) {
        findings.left(element.place(), element.name(), "what it is about is not carried over");
      } else if (!read.contains(element.name()) && !element.children().isEmpty()) {
        findings.changed(
            element.place(),
            element.name(),
            element.name().equals("alerts")
                ? "Baton runs no alert agent; alert on its metrics (docs/metrics.md)"
                : "is not carried over: Baton has nothing like it");
      }
    }
  }

  private List<Resource> chosen(List<Resource> resources) {
    Set<String> ids = resources.stream().map(Resource::id).collect(Collectors.toSet());
    TreeSet<String> asked = new TreeSet<>(wishes.only());
    wishes.clusters().keySet().stream().filter(id -> !id.isEmpty()).forEach(asked::add);
    for (String id : asked) {
      if (!ids.contains(id)) {
        findings.wrong(
            root.place(),
            id,
            "is no group with addresses, and no address outside of groups; there"
                + " are "
                + new TreeSet<>(ids));
      }
    }
    List<Resource> chosen = new ArrayList<>();
    for (Resource resource : resources) {
      if (wishes.only().isEmpty() || wishes.only().contains(resource.id())) {
        chosen.add(resource);
      } else {
        findings.changed(resource.place(), resource.id(), "is not asked for by --only");
      }
    }
    return chosen;
  }

  private List<ClusterPlan> clusters(List<Resource> resources, MemberMaker members) {
    TreeSet<String> taken = new TreeSet<>();
    Neighbours neighbours = new Neighbours(findings);
    List<ClusterPlan> clusters = new ArrayList<>();
    for (Resource resource : resources) {
      Optional<String> asked =
          Optional.ofNullable(wishes.clusters().get(resource.id()))
              .or(
                  () ->
                      Optional.ofNullable(wishes.clusters().get(""))
                          .filter(name -> resources.size() == 1));
      ClusterId id = new ClusterId(asked.orElseGet(() -> Slug.of(resource.id(), taken, "cluster")));
      if (!taken.add(id.value())) {
        findings.wrong(resource.place(), id.value(), "is the name of two clusters");
        findings.requireRight();
      }
      ClusterMaker.make(resource, id, members, wishes, findings)
          .map(plan -> neighbours.settle(plan, resource.place(), resource.id()))
          .ifPresent(clusters::add);
    }
    return clusters;
  }
}
