package dev.baton.agent.probe;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The state of a unit as systemd reports it: properties of {@code systemctl show}, systemctl(1) and
 * org.freedesktop.systemd1(5).
 *
 * @param loadState {@code loaded}, or why it is not: {@code not-found}, {@code masked}, {@code
 *     bad-setting}, {@code error}
 * @param activeState {@code active}, {@code inactive}, {@code failed}, ...
 * @param subState the finer state, such as {@code running}, {@code exited}, {@code dead}
 * @param type how the service starts, such as {@code simple} or {@code oneshot}; empty for a unit
 *     that is no service
 * @param mainPid the pid of the main process; 0 for none
 * @param parts units that are stopped and restarted with this one, because they have it in {@code
 *     PartOf}
 */
record UnitState(
    String loadState,
    String activeState,
    String subState,
    String type,
    long mainPid,
    List<String> parts) {

  private static final int PARTS_SHOWN = 4;

  UnitState {
    parts = List.copyOf(parts);
  }

  /** Returns the command that asks for a unit. */
  static List<String> question(String unit) {
    return List.of(
        "systemctl",
        "show",
        "--property=LoadState,ActiveState,SubState,Type,MainPID,ConsistsOf",
        "--",
        unit);
  }

  /** Reads the answer: lines of {@code Property=value}, in any order; unknown ones are ignored. */
  static UnitState parse(String answer) {
    Map<String, String> properties = new TreeMap<>();
    answer
        .lines()
        .filter(line -> line.contains("="))
        .forEach(
            line ->
                properties.put(
                    line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
    String pid = properties.getOrDefault("MainPID", "0");
    return new UnitState(
        properties.getOrDefault("LoadState", ""),
        properties.getOrDefault("ActiveState", ""),
        properties.getOrDefault("SubState", ""),
        properties.getOrDefault("Type", ""),
        pid.matches("[0-9]{1,10}") ? Long.parseLong(pid) : 0,
        List.of(properties.getOrDefault("ConsistsOf", "").split(" ")).stream()
            .filter(part -> part.endsWith(".service"))
            .sorted()
            .toList());
  }

  /** Returns why there is no main process, and what to configure instead. */
  String absence(String unit) {
    if (!loadState.equals("loaded")) {
      return "systemd has no unit "
          + unit
          + " ("
          + (loadState.isEmpty() ? "no answer" : loadState)
          + "); see: systemctl list-units --type=service";
    }
    String state = unit + " is " + activeState + " (" + subState + ")";
    if (!activeState.equals("active")) {
      return state + " and has no main process";
    }
    return state
        + (type.isEmpty() ? "" : ", of type " + type + ",")
        + " and has no main process; "
        + (parts.isEmpty()
            ? "name the unit that runs the service, or use pid-file"
            : "name the unit that has one: " + shown());
  }

  private String shown() {
    String some = String.join(", ", parts.subList(0, Math.min(PARTS_SHOWN, parts.size())));
    return parts.size() > PARTS_SHOWN
        ? some + " or " + (parts.size() - PARTS_SHOWN) + " more"
        : some;
  }
}
