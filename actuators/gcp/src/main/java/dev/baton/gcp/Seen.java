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
 * Combines what was read into a verification. A part that cannot be read makes the whole unknown. A
 * part whose state the platform does not know yet makes it unknown only if all other parts are
 * right.
 */
final class Seen {
  private final List<String> evidence = new ArrayList<>();
  private Where where = Where.HERE;
  private boolean notYetKnown;

  /** Adds a part that was read. */
  void part(Where found, String what) {
    evidence.add(what);
    if (found == Where.UNKNOWN || (found == Where.ELSEWHERE && where == Where.HERE)) {
      where = found;
    }
  }

  /** Reads and judges a part. If it cannot be read, that is the result. */
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

  /** Judges the health of the holder's group. */
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
    // The field of the IP version that was not checked is empty.
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

  /** Judges whether the forwarding rules send the VIPs to the backend service. */
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
