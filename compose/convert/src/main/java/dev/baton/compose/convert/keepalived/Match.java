package dev.baton.compose.convert.keepalived;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The units of several hosts that are one. */
final class Match {

  private final Map<Host, Unit> units = new LinkedHashMap<>();

  private Match() {}

  /**
   * Finds which units belong together: those of one name; otherwise those of the same router ids,
   * if no host has these twice.
   */
  static List<Match> of(List<Host> hosts) {
    List<Match> matches = new ArrayList<>();
    for (Host host : hosts) {
      List<Unit> rest = new ArrayList<>(host.units());
      rest.removeIf(unit -> join(host, unit, named(matches, unit)));
      rest.removeIf(unit -> join(host, unit, byRouter(matches, host, unit)));
      for (Unit unit : rest) {
        Match match = new Match();
        match.units.put(host, unit);
        matches.add(match);
      }
    }
    return matches;
  }

  Map<Host, Unit> units() {
    return units;
  }

  Unit first() {
    return units.values().iterator().next();
  }

  private static boolean join(Host host, Unit unit, Optional<Match> candidate) {
    Optional<Match> free = candidate.filter(match -> !match.units.containsKey(host));
    free.ifPresent(match -> match.units.put(host, unit));
    return free.isPresent();
  }

  private static Optional<Match> named(List<Match> matches, Unit unit) {
    return matches.stream().filter(match -> match.first().name().equals(unit.name())).findFirst();
  }

  private static Optional<Match> byRouter(List<Match> matches, Host host, Unit unit) {
    List<Integer> ids = unit.routerIds();
    List<Match> same =
        matches.stream().filter(match -> match.first().routerIds().equals(ids)).toList();
    boolean once = host.units().stream().filter(each -> each.routerIds().equals(ids)).count() == 1;
    return !ids.isEmpty() && once && same.size() == 1 ? Optional.of(same.get(0)) : Optional.empty();
  }
}
