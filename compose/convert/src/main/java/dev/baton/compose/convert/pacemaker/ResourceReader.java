package dev.baton.compose.convert.pacemaker;

import dev.baton.compose.convert.Findings;
import dev.baton.compose.convert.pacemaker.Pairs.Pair;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code <resources>}: what of it moves addresses, and what is left to others. */
final class ResourceReader {

  private static final String SERVICE =
      "Baton starts and stops no service; let one run on every node and watch it by a probe, or"
          + " start it by agent.hooks.promote and stop it by agent.hooks.demote";

  private final Findings findings;
  private final Optional<String> stickiness;
  private final List<Resource> resources = new ArrayList<>();

  /** Reads with the stickiness that {@code rsc_defaults} give. */
  ResourceReader(Findings findings, Optional<String> stickiness) {
    this.findings = findings;
    this.stickiness = stickiness;
  }

  List<Resource> read(Element all) {
    for (Element element : all.children()) {
      boolean moves = element.tree().anyMatch(AddressReader::isAddress);
      boolean written = element.tree().noneMatch(each -> each.attribute("template").isPresent());
      if (!written) {
        findings.refused(
            element.place(),
            element.id(),
            "is made from a template; write its type and parameters out in a copy of the file");
      } else if (moves && element.name().equals("primitive")) {
        primitive(element);
      } else if (moves && element.name().equals("group")) {
        group(element);
      } else if (moves) {
        findings.refused(
            element.place(),
            element.id(),
            "is a "
                + element.name()
                + " with an address in it; an address of Baton is on one node"
                + " alone; take the address out of it in a copy of the file");
      } else {
        other(element);
      }
    }
    return resources;
  }

  private void primitive(Element element) {
    Pairs meta = meta(element);
    new AddressReader(findings)
        .read(element)
        .ifPresent(
            address ->
                resources.add(
                    new Resource(
                        element.id(),
                        element.place(),
                        Set.of(element.id()),
                        List.of(address),
                        stickiness(element, meta, stickiness))));
  }

  private void group(Element group) {
    Pairs meta = meta(group);
    Optional<String> ofGroup = meta.value("resource-stickiness").or(() -> stickiness);
    List<Resource.Address> addresses = new ArrayList<>();
    Set<String> ids = new LinkedHashSet<>(List.of(group.id()));
    int sum = 0;
    for (Element member : group.all("primitive")) {
      ids.add(member.id());
      if (AddressReader.isAddress(member)) {
        sum = Score.sum(sum, stickiness(member, meta(member), ofGroup));
        new AddressReader(findings).read(member).ifPresent(addresses::add);
      } else {
        Pairs own = Pairs.of(member, "meta_attributes", findings);
        sum = Score.sum(sum, stickiness(member, own, ofGroup));
        other(member);
      }
    }
    resources.add(new Resource(group.id(), group.place(), ids, addresses, sum));
  }

  private int stickiness(Element element, Pairs meta, Optional<String> otherwise) {
    String text = meta.value("resource-stickiness").or(() -> otherwise).orElse("0");
    Optional<Integer> score = Score.parse(text.strip());
    if (score.isEmpty()) {
      findings.wrong(element.place(), element.id(), "resource-stickiness is no score");
    }
    return score.orElse(0);
  }

  /** Reads the meta attributes of what is carried over, and says those that are not. */
  private Pairs meta(Element element) {
    Pairs pairs = Pairs.of(element, "meta_attributes", findings);
    pairs.values().values().forEach(pair -> sayMeta(element, pair));
    return pairs;
  }

  private void sayMeta(Element element, Pair pair) {
    String text =
        switch (pair.name()) {
          case "resource-stickiness" -> "";
          case "target-role" ->
              "Baton has no stopped cluster; define it only when it shall hold its VIPs";
          case "is-managed", "maintenance" ->
              "not carried over; after baton define: baton maintenance CLUSTER on";
          case "migration-threshold", "failure-timeout" ->
              "Baton counts the moves of a cluster: hold-down in the definition; a node that could"
                  + " not take the VIPs is forgiven by baton ack";
          default -> "is not carried over for " + element.id();
        };
    boolean running = pair.name().equals("target-role") && pair.value().equals("Started");
    if (!text.isEmpty() && !running) {
      findings.changed(pair.place(), pair.name(), text);
    }
  }

  private void other(Element element) {
    boolean fences = element.attribute("class").equals(Optional.of("stonith"));
    findings.changed(
        element.place(),
        element.id(),
        fences
            ? "Baton power-cycles nobody: the kernel ends the lease of a node that is not heard;"
                + " keep fencing where storage cannot bear two writers"
            : SERVICE);
  }
}
