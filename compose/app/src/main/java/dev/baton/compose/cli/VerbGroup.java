package dev.baton.compose.cli;

import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Verbs that need the same jars, and the sets that have those. */
public enum VerbGroup {
  /** What a node runs, what only touches the node itself, and what makes its configuration. */
  HOST(
      List.of(InstalledSet.NODE),
      "node",
      "agent",
      "actuator arp",
      "actuator responder",
      "cleanup",
      "channel-key",
      "ping",
      "convert"),
  /** What decides, and what changes the rules of decisions. */
  DECISION(List.of(InstalledSet.CONTROL), "arbiter", "define", "undefine", "forget", "quarantine"),
  /** What an operator asks and orders; a node's operator at three in the morning, too. */
  OPERATION(
      List.of(InstalledSet.CONTROL, InstalledSet.NODE),
      "status",
      "definition",
      "switchover",
      "maintenance",
      "standby",
      "resume",
      "ack",
      "rebind",
      "explain",
      "audit"),
  /** What asks a cloud. */
  CLOUD(
      List.of(InstalledSet.AWS, InstalledSet.AZURE, InstalledSet.GCP), "preflight", "permissions"),
  /** The service for AWS. */
  CLOUD_AWS(List.of(InstalledSet.AWS), "actuator aws"),
  /** The service for Azure. */
  CLOUD_AZURE(List.of(InstalledSet.AZURE), "actuator azure"),
  /** The service for Google Cloud. */
  CLOUD_GCP(List.of(InstalledSet.GCP), "actuator gcp");

  @SuppressWarnings("ImmutableEnumChecker") // List.of makes lists that cannot be changed
  private final List<InstalledSet> sets;

  @SuppressWarnings("ImmutableEnumChecker") // List.of makes lists that cannot be changed
  private final List<String> verbs;

  VerbGroup(List<InstalledSet> sets, String... verbs) {
    this.sets = List.copyOf(sets);
    this.verbs = List.of(verbs);
  }

  /** Returns the sets that have them, the one to name first before the others. */
  public List<InstalledSet> sets() {
    return sets;
  }

  /** Returns the verbs as users write them behind {@code baton}, in the order of the help. */
  public List<String> verbs() {
    return verbs;
  }

  /** Tells whether one of these sets is enough. */
  boolean isIn(Set<InstalledSet> installed) {
    return !Collections.disjoint(sets, installed);
  }
}
