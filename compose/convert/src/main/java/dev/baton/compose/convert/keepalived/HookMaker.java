package dev.baton.compose.convert.keepalived;

import dev.baton.compose.convert.Findings;
import dev.baton.compose.convert.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the hooks of one host out of the scripts that its unit tells. */
final class HookMaker {

  static final String PROMOTE = "agent.hooks.promote";
  static final String DEMOTE = "agent.hooks.demote";

  private final Findings findings;
  private final Unit unit;
  private final Map<String, List<String>> hooks = new LinkedHashMap<>();

  private HookMaker(Unit unit, Findings findings) {
    this.unit = unit;
    this.findings = findings;
  }

  /** Returns the keys of the hooks; none if no script is told. */
  static Map<String, List<String>> make(Unit unit, Findings findings) {
    HookMaker maker = new HookMaker(unit, findings);
    List<Notify> all = unit.tracking().notifies();
    all.stream().filter(each -> !each.word().equals("notify")).forEach(maker::one);
    all.stream().filter(each -> each.word().equals("notify")).forEach(maker::both);
    return maker.hooks;
  }

  private void one(Notify notify) {
    boolean master = notify.word().equals("notify_master");
    if (put(master ? PROMOTE : DEMOTE, notify.command(), notify.place(), notify.word())) {
      findings.changed(notify.place(), notify.word(), master ? promoteText() : demoteText());
    }
  }

  private void both(Notify notify) {
    if (put(PROMOTE, told(notify, "MASTER"), notify.place(), notify.word())) {
      findings.changed(notify.place(), notify.word(), "with MASTER: " + promoteText());
    }
    if (put(DEMOTE, told(notify, "BACKUP"), notify.place(), notify.word())) {
      findings.changed(notify.place(), notify.word(), "with BACKUP: " + demoteText());
    }
  }

  /** What keepalived adds: GROUP or INSTANCE, its name, the state, the priority. */
  private List<String> told(Notify notify, String state) {
    boolean alone = unit.instances().size() == 1 && unit.first().name().equals(unit.name());
    List<String> command = new ArrayList<>(notify.command());
    command.add(alone ? "INSTANCE" : "GROUP");
    command.add(unit.name());
    command.add(state);
    command.add(Integer.toString(unit.first().priority()));
    return command;
  }

  private boolean put(String key, List<String> command, Place place, String word) {
    if (command.size() > 64) {
      findings.refused(place, word, "a hook has at most 64 words");
      return false;
    }
    if (hooks.putIfAbsent(key, command) != null) {
      findings.changed(
          place,
          word,
          "there is one " + key + ", which another line gave; call this script from it");
      return false;
    }
    return true;
  }

  private static String promoteText() {
    return "runs as agent.hooks.promote, before the node has the VIPs; Baton waits 10s for it, and"
        + " chooses another node if it fails; keepalived ran it afterwards and waited for nothing";
  }

  private static String demoteText() {
    return "runs as agent.hooks.demote, when the node has let go of the VIPs and not whenever it is"
        + " a backup; Baton waits 10s for it before it goes on";
  }
}
