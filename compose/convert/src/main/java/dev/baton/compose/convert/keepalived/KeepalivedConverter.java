package dev.baton.compose.convert.keepalived;

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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes clusters of Baton out of the {@code keepalived.conf} of several hosts. */
public final class KeepalivedConverter {

  private final Findings findings = new Findings();
  private final List<Source> sources;
  private final Naming naming;

  private KeepalivedConverter(List<Source> sources, Naming naming) {
    this.sources = List.copyOf(sources);
    this.naming = naming;
  }

  /**
   * The file of one host.
   *
   * @param node the host's name for Baton
   * @param configId what {@code @} conditions are compared with: {@code keepalived -i}, by default
   *     the host name up to its first dot
   * @param file the file
   */
  public record Source(NodeId node, String configId, Sources.Document file) {}

  /**
   * Converts.
   *
   * @param sources at least one, each of another node
   * @param includes finds included files
   * @return the clusters, and what is not carried over. Each line of the input that has words is
   *     carried over or in a finding
   * @throws ConfigException naming file and line of everything that is not right: no text, braces,
   *     words that keepalived does not have, values that it would not take
   */
  public static Conversion convert(List<Source> sources, Includes includes, Naming naming) {
    return new KeepalivedConverter(sources, naming).convert(includes);
  }

  private Conversion convert(Includes includes) {
    List<Host> hosts = new ArrayList<>();
    Map<String, SortedMap<String, Place>> passedOver = new LinkedHashMap<>();
    for (Source source : sources) {
      LineReader reader = new LineReader(source.configId(), includes, findings);
      List<Statement> statements = StatementReader.read(reader.read(source.file()), findings);
      Place start = Place.line(source.file().name(), 1);
      hosts.add(HostReader.read(source.node(), start, statements, findings));
      passedOver
          .computeIfAbsent(source.file().name(), name -> new TreeMap<>())
          .putAll(reader.otherIds());
    }
    passedOver.forEach(this::sayPassedOver);
    findings.requireRight();
    List<Match> matches = chosen(Match.of(hosts));
    List<ClusterPlan> clusters = clusters(matches);
    hosts.forEach(this::sayUntracked);
    return Conversion.of(clusters, findings);
  }

  private void sayPassedOver(String file, SortedMap<String, Place> ids) {
    ids.forEach(
        (id, place) -> {
          boolean given =
              sources.stream()
                  .anyMatch(
                      source -> source.file().name().equals(file) && source.configId().equals(id));
          if (!given) {
            findings.changed(
                place,
                "@" + id,
                "is for a host that is none of those given; give it too, or say which node it is:"
                    + " --config-id NODE="
                    + id);
          }
        });
  }

  private List<Match> chosen(List<Match> matches) {
    Set<String> names = new TreeSet<>();
    matches.forEach(match -> names.add(match.first().name()));
    Place place = Place.line(sources.get(0).file().name(), 1);
    Set<String> asked = new TreeSet<>(naming.only());
    naming.clusters().keySet().stream().filter(name -> !name.isEmpty()).forEach(asked::add);
    for (String name : asked) {
      if (!names.contains(name)) {
        findings.wrong(
            place,
            name,
            "is no vrrp_instance outside of sync groups, and no sync group; there are " + names);
      }
    }
    findings.requireRight();
    List<Match> chosen =
        matches.stream()
            .filter(
                match -> naming.only().isEmpty() || naming.only().contains(match.first().name()))
            .toList();
    matches.stream()
        .filter(match -> !chosen.contains(match))
        .flatMap(match -> match.units().values().stream())
        .forEach(unit -> findings.changed(unit.place(), unit.name(), "is not asked for by --only"));
    return chosen;
  }

  private List<ClusterPlan> clusters(List<Match> matches) {
    Neighbours neighbours = new Neighbours(findings);
    Set<String> taken = new LinkedHashSet<>();
    List<ClusterPlan> clusters = new ArrayList<>();
    for (Match match : matches) {
      ClusterId id = new ClusterId(name(match.first().name(), matches.size() == 1, taken));
      taken.add(id.value());
      Optional<ClusterPlan> plan = ClusterMaker.make(match, id, findings);
      plan.ifPresent(
          cluster ->
              clusters.add(
                  neighbours.settle(cluster, match.first().place(), match.first().name())));
    }
    return clusters;
  }

  private String name(String unit, boolean alone, Set<String> taken) {
    Optional<String> asked =
        Optional.ofNullable(naming.clusters().get(unit))
            .or(() -> Optional.ofNullable(naming.clusters().get("")).filter(name -> alone));
    if (asked.isPresent() && taken.contains(asked.orElseThrow())) {
      findings.wrong(
          Place.line(sources.get(0).file().name(), 1),
          asked.orElseThrow(),
          "is the name of two clusters");
      findings.requireRight();
    }
    return asked.orElseGet(() -> Slug.of(unit, taken, "cluster"));
  }

  private void sayUntracked(Host host) {
    Set<String> tracked = new TreeSet<>();
    host.units().stream()
        .flatMap(unit -> unit.tracking().trackers().stream())
        .forEach(tracker -> tracked.add(tracker.block() + " " + tracker.name()));
    sayUntracked(host.scripts(), "vrrp_script", "track_script ", tracked);
    sayUntracked(host.processes(), "vrrp_track_process", "track_process ", tracked);
  }

  private void sayUntracked(
      Map<String, Check> checks, String word, String prefix, Set<String> tracked) {
    checks.forEach(
        (name, check) -> {
          if (!tracked.contains(prefix + name)) {
            findings.left(
                check.place(), word, name + " is tracked by nobody, so that it watches nothing");
          }
        });
  }
}
