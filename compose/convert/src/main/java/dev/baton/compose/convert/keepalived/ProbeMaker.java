package dev.baton.compose.convert.keepalived;

import dev.baton.compose.convert.Findings;
import dev.baton.compose.convert.Slug;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes the probes of one host out of what its unit tracks. */
final class ProbeMaker {

  /** An agent has at most this many probes. */
  private static final int MOST = 64;

  private final Findings findings;
  private final Host host;
  private final Rivals rivals;
  private final Map<String, List<String>> settings = new LinkedHashMap<>();
  private final Set<String> names = new LinkedHashSet<>();
  private final Set<String> seen = new LinkedHashSet<>();

  private ProbeMaker(Host host, Rivals rivals, Findings findings) {
    this.host = host;
    this.rivals = rivals;
    this.findings = findings;
  }

  /**
   * The priorities of a cluster.
   *
   * @param own that of the host
   * @param others those of the other hosts; none if the files of none were given
   */
  record Rivals(int own, List<Integer> others) {

    /** Tells whether losing the points can bring the host below another one. */
    boolean canLose(int points) {
      return others.isEmpty() || others.stream().anyMatch(other -> own - Math.abs(points) < other);
    }
  }

  /**
   * Returns the keys of the probes.
   *
   * @param device the interface of the VIPs, which the actuator watches
   */
  static Map<String, List<String>> make(
      Host host, Unit unit, String device, Rivals rivals, Findings findings) {
    ProbeMaker maker = new ProbeMaker(host, rivals, findings);
    for (Tracker tracker : unit.tracking().trackers()) {
      boolean watched = tracker.block().equals("track_interface") && tracker.name().equals(device);
      boolean faults = tracker.weight().orElse(Tracker.Weight.FAULT).equals(Tracker.Weight.FAULT);
      if (maker.seen.add(tracker.block() + " " + tracker.name()) && !(watched && faults)) {
        maker.add(tracker);
      }
    }
    return maker.settings;
  }

  private void add(Tracker tracker) {
    Optional<Check> check =
        switch (tracker.block()) {
          case "track_script" -> known(tracker, host.scripts(), "vrrp_script");
          case "track_process" -> known(tracker, host.processes(), "vrrp_track_process");
          default -> link(tracker);
        };
    Optional<List<Check.Setting>> probe = check.flatMap(Check::settings);
    if (probe.isEmpty()) {
      return;
    }
    Tracker.Weight weight = tracker.weight().orElse(check.orElseThrow().weight());
    if (weight.reverse()) {
      findings.changed(
          tracker.place(),
          tracker.name(),
          "reverse is not carried over, and neither is this; write a script probe that passes"
              + " while all is well");
      return;
    }
    if (names.size() == MOST) {
      findings.refused(tracker.place(), tracker.name(), "an agent has at most 64 probes");
      return;
    }
    String name = Slug.of(tracker.name(), names, "probe");
    names.add(name);
    String prefix = "agent.probes." + name + ".";
    probe.orElseThrow().forEach(each -> settings.put(prefix + each.key(), each.words()));
    weigh(tracker, weight.points(), prefix);
  }

  private void weigh(Tracker tracker, int points, String prefix) {
    if (points == 0) {
      return;
    }
    if (rivals.canLose(points)) {
      findings.changed(
          tracker.place(),
          tracker.name(),
          "its weight "
              + points
              + " is not carried over: while the probe fails the node is not healthy, and the VIPs"
              + " go to a node that is; if there is none, the holder keeps them");
    } else {
      settings.put(prefix + "weight", List.of("advisory"));
      findings.changed(
          tracker.place(),
          tracker.name(),
          "its weight "
              + points
              + " alone moves nothing between these priorities, and is not carried over: the probe"
              + " is only shown (weight: advisory)");
    }
  }

  private Optional<Check> known(Tracker tracker, Map<String, Check> checks, String word) {
    Optional<Check> check = Optional.ofNullable(checks.get(tracker.name()));
    if (check.isEmpty()) {
      findings.changed(
          tracker.place(),
          tracker.name(),
          "there is no " + word + " of this name, so that nothing is watched, as by keepalived");
    }
    return check;
  }

  private Optional<Check> link(Tracker tracker) {
    if (tracker.name().length() > 15) {
      findings.refused(tracker.place(), tracker.name(), "is no name of an interface");
      return Optional.empty();
    }
    return Optional.of(
        new Check(
            tracker.place(),
            tracker.name(),
            Optional.of(
                List.of(
                    Check.Setting.of("kind", "interface"),
                    Check.Setting.of("interface", tracker.name()))),
            Tracker.Weight.FAULT));
  }
}
