package dev.baton.gcp;

import com.google.cloud.compute.v1.ForwardingRule;
import com.google.cloud.compute.v1.HealthStatus;
import dev.baton.model.Vip;
import dev.baton.spi.ActuatorException;
import dev.baton.spi.Verification;
import dev.baton.spi.Verification.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Sums up what was read. What cannot be read is unknown, and outweighs everything else. What the
 * platform itself does not know yet outweighs only what is as it should be.
 */
final class Seen {
  private final List<String> evidence = new ArrayList<>();
  private Where where = Where.HERE;
  private boolean notYetKnown;

  /** Takes note of a part that was read. */
  void part(Where found, String what) {
    evidence.add(what);
    if (found == Where.UNKNOWN || (found == Where.ELSEWHERE && where == Where.HERE)) {
      where = found;
    }
  }

  /** Looks at a part; that it cannot be read is what is found. */
  <T> void look(String part, Supplier<T> read, Consumer<T> judge) {
    T value;
    try {
      value = read.get();
    } catch (ActuatorException refusal) {
      part(Where.UNKNOWN, part + ": " + refusal.code() + " " + refusal.getMessage());
      return;
    }
    judge.accept(value);
  }

  /** Judges what the health checks say of the holder's group. */
  void health(String group, List<HealthStatus> states) {
    if (states.isEmpty()) {
      notYetKnown(group + ": no health check has looked yet");
    }
    for (HealthStatus state : states) {
      health(group, state.getForwardingRuleIp(), state.getHealthState());
      health(group, state.getForwardingRuleIp(), state.getIpv6HealthState());
    }
  }

  private void health(String group, String rule, String state) {
    // Of the two versions the one that was not looked at is left empty.
    switch (state) {
      case "" -> {}
      case "HEALTHY" -> part(Where.HERE, group + ": healthy for " + rule);
      case "UNHEALTHY", "DRAINING", "TIMEOUT" ->
          part(Where.ELSEWHERE, group + ": " + state + " for " + rule);
      default -> notYetKnown(group + ": " + state + " for " + rule);
    }
  }

  private void notYetKnown(String what) {
    evidence.add(what);
    notYetKnown = true;
  }

  /** Judges whether the rules bring the VIPs to the backend service. */
  void rules(List<Vip> vips, List<ForwardingRule> rules, String backendService) {
    for (Vip vip : vips) {
      boolean carried =
          rules.stream()
              .filter(rule -> rule.getBackendService().endsWith("/" + backendService))
              .anyMatch(rule -> Prefix.carries(rule.getIPAddress(), vip));
      part(
          carried ? Where.HERE : Where.ELSEWHERE,
          vip + (carried ? ": carried by a rule" : ": no rule carries it to " + backendService));
    }
  }

  Verification sum() {
    boolean unsure = notYetKnown && where == Where.HERE;
    return new Verification(unsure ? Where.UNKNOWN : where, evidence);
  }
}
