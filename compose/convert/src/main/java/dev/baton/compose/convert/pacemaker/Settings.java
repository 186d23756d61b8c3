package dev.baton.compose.convert.pacemaker;

import dev.baton.compose.convert.Findings;
import dev.baton.compose.convert.pacemaker.Pairs.Pair;
import java.util.Optional;
import java.util.Set;

/** Reads what holds for the whole of a Pacemaker. */
final class Settings {

  private static final Set<String> OWN =
      Set.of(
          "dc-version",
          "cluster-infrastructure",
          "cluster-name",
          "have-watchdog",
          "last-lrm-refresh",
          "cluster-recheck-interval",
          "dc-deadtime",
          "election-timeout",
          "shutdown-escalation",
          "join-integration-timeout",
          "join-finalization-timeout",
          "transition-delay",
          "batch-limit",
          "migration-limit",
          "load-threshold",
          "pe-error-series-max",
          "pe-warn-series-max",
          "pe-input-series-max",
          "node-action-limit",
          "cluster-ipc-limit",
          "enable-acl",
          "stop-orphan-resources",
          "stop-orphan-actions",
          "stop-removed-resources",
          "stop-removed-actions",
          "remove-after-stop",
          "startup-fencing",
          "stonith-timeout",
          "stonith-max-attempts",
          "stonith-action",
          "stonith-watchdog-timeout",
          "concurrent-fencing",
          "priority-fencing-delay",
          "fence-reaction",
          "fencing-timeout",
          "node-pending-timeout",
          "placement-strategy",
          "node-health-strategy");

  private final Findings findings;
  private boolean optIn;
  private Optional<String> stickiness = Optional.empty();

  Settings(Findings findings) {
    this.findings = findings;
  }

  /** Tells whether a resource may be only where a constraint puts it. */
  boolean isOptIn() {
    return optIn;
  }

  /** Returns the stickiness of a resource that has none of its own. */
  Optional<String> stickiness() {
    return stickiness;
  }

  /** Reads {@code crm_config}. */
  void readProperties(Element config) {
    Pairs.of(config, "cluster_property_set", findings).values().values().forEach(this::property);
  }

  /** Reads {@code rsc_defaults}. */
  void readDefaults(Element defaults) {
    Pairs pairs = Pairs.of(defaults, "meta_attributes", findings);
    stickiness = pairs.value("resource-stickiness");
    for (Pair pair : pairs.values().values()) {
      if (!pair.name().equals("resource-stickiness")) {
        findings.changed(
            pair.place(),
            pair.name(),
            "is not carried over; moves are counted by hold-down in the definition");
      }
    }
  }

  private void property(Pair pair) {
    boolean on = Set.of("true", "on", "yes", "y", "1").contains(pair.value());
    switch (pair.name()) {
      case "symmetric-cluster" -> optIn = !on;
      case "default-resource-stickiness" -> stickiness = Optional.of(pair.value());
      case "stonith-enabled", "fencing-enabled" -> fencing(pair, on);
      case "no-quorum-policy" ->
          findings.changed(
              pair.place(),
              pair.name(),
              "the quorum is Kafka's: without it nobody holds a VIP after one lease");
      case "maintenance-mode" -> maintenance(pair, on);
      default -> other(pair);
    }
  }

  private void fencing(Pair pair, boolean on) {
    if (on) {
      findings.changed(
          pair.place(),
          pair.name(),
          "Baton power-cycles nobody: the kernel ends the lease of a node that is not heard; keep"
              + " fencing where storage cannot bear two writers");
    } else {
      findings.left(pair.place(), pair.name(), "Baton power-cycles nobody");
    }
  }

  private void maintenance(Pair pair, boolean on) {
    if (on) {
      findings.changed(
          pair.place(),
          pair.name(),
          "not carried over; after baton define: baton maintenance" + " CLUSTER on");
    } else {
      findings.left(pair.place(), pair.name(), "a cluster of Baton begins without maintenance");
    }
  }

  private void other(Pair pair) {
    if (OWN.contains(pair.name())) {
      findings.left(pair.place(), pair.name(), "it is about Pacemaker's own processes");
    } else {
      findings.changed(pair.place(), pair.name(), "is not carried over: Baton has nothing like it");
    }
  }
}
