package dev.baton.compose.service;

import java.util.List;

/**
 * Every figure that Baton's services show, and the one place where it gets its name. The page
 * {@code compose/docs/metrics.md} shows this list.
 *
 * <p>A name says what is measured and never by which kind of actuator: that is the label {@code
 * actuator}. Names and units are those of Prometheus' conventions; the endings {@code _total} of a
 * counter and {@code _seconds} of a timer are put there when they are shown.
 */
public enum Metric {
  /** Of a service: it does its work. */
  READY(
      Kind.GAUGE,
      "ready",
      "all",
      "1 while the service does its work; `/health/ready` gives the reasons otherwise",
      "service"),
  /** Of a service: Kafka's topics. */
  TOPICS_WRONG(
      Kind.GAUGE,
      "topics.wrong",
      "all with Kafka",
      "how many settings of Kafka's topics are unsafe",
      "service"),

  /** Of a partition: leadership. */
  ARBITER_LEADING(
      Kind.GAUGE,
      "arbiter.leading",
      "arbiter",
      "1 while this arbiter leads the partition",
      "partition"),
  /** Of a partition: reading and writing. */
  ARBITER_READY(
      Kind.GAUGE,
      "arbiter.ready",
      "arbiter",
      "1 while it folds, and proves that it can write and read the log",
      "partition"),
  /** Of a partition: audit and state. */
  ARBITER_AUDITING(
      Kind.GAUGE, "arbiter.auditing", "arbiter", "1 while it writes audit and state", "partition"),
  /** Of a partition: the lag. */
  ARBITER_QUEUED(
      Kind.GAUGE,
      "arbiter.queued",
      "arbiter",
      "records read and not folded yet: the lag",
      "partition"),
  /** Of a partition: a position. */
  ARBITER_FOLDED(
      Kind.GAUGE,
      "arbiter.folded.offset",
      "arbiter",
      "offset of the last event that it folded",
      "partition"),
  /** Of a partition: commands on their way. */
  ARBITER_UNCONFIRMED(
      Kind.GAUGE,
      "arbiter.commands.unconfirmed",
      "arbiter",
      "derived commands that it has not read back yet",
      "partition"),
  /** Of a partition: what was skipped. */
  ARBITER_UNDECODABLE(
      Kind.COUNTER,
      "arbiter.undecodable",
      "arbiter",
      "records that it skipped because it could not decode them",
      "partition"),
  /** Of a partition: clusters without decisions. */
  ARBITER_QUARANTINED(
      Kind.GAUGE, "arbiter.quarantined", "arbiter", "clusters in quarantine", "partition"),
  /** Of a partition: the leader's last sign. */
  ARBITER_TICK_AGE(
      Kind.GAUGE,
      "arbiter.tick.age.seconds",
      "arbiter",
      "time since it read a tick of a leader that folds",
      "partition"),
  /** Of an arbiter: definitions that contradict each other. */
  ARBITER_VIPS_SHARED(
      Kind.GAUGE,
      "arbiter.vips.shared",
      "arbiter",
      "VIPs that stand in the definitions of several clusters"),

  /** Of a node: the verdict. */
  AGENT_HEALTHY(
      Kind.GAUGE,
      "agent.healthy",
      "agent",
      "1 while the node's service is healthy",
      "cluster",
      "node"),
  /** Of a probe: its state. */
  AGENT_PROBE_PASSING(
      Kind.GAUGE,
      "agent.probe.passing",
      "agent",
      "1 while the probe passes",
      "cluster",
      "node",
      "probe",
      "kind"),
  /** Of a probe: its samples. */
  AGENT_SAMPLES(
      Kind.COUNTER,
      "agent.samples",
      "agent",
      "samples of a probe: `passed`, `failed`",
      "cluster",
      "node",
      "probe",
      "outcome"),
  /** Of a node: the way of its reports. */
  AGENT_REPORT_ACKNOWLEDGED(
      Kind.TIMER,
      "agent.report.acknowledged",
      "agent",
      "from sending a report to Kafka's acknowledgement",
      "cluster",
      "node"),
  /** Of a node: reports without acknowledgement. */
  AGENT_REPORTS_LOST(
      Kind.COUNTER,
      "agent.reports.lost",
      "agent",
      "reports that the log gave up",
      "cluster",
      "node"),
  /** Of a node: commands. */
  AGENT_COMMANDS(
      Kind.COUNTER,
      "agent.commands",
      "agent",
      "commands read: `taken`, `not-ours`, `repeated`, `undecodable`, `truncated`",
      "cluster",
      "node",
      "reception"),
  /** Of a script: its runs. */
  AGENT_HOOK(
      Kind.TIMER,
      "agent.hook",
      "agent",
      "how long a promote or demote script ran: `succeeded`, `failed`",
      "cluster",
      "node",
      "hook",
      "outcome"),

  /** Of a keeper: whether this node holds. */
  VIP_HOLDING(
      Kind.GAUGE,
      "vip.holding",
      "keeper",
      "1 while this node holds the VIPs",
      "cluster",
      "actuator"),
  /** Of a keeper: another host with the address. */
  VIP_CONFLICTS(
      Kind.COUNTER,
      "vip.conflicts",
      "keeper",
      "how often another host answered for a VIP that this node held, at most once a second",
      "cluster",
      "actuator"),
  /** Of a keeper: the gate. */
  GATE_OPENED(
      Kind.COUNTER,
      "gate.opened",
      "keeper",
      "how often the gate was opened for an epoch",
      "cluster",
      "actuator"),
  /** Of a keeper: the gate. */
  GATE_SHUT(
      Kind.COUNTER, "gate.shut", "keeper", "how often the gate was shut", "cluster", "actuator"),
  /** Of a keeper: keepalives that left. */
  LEASE_KEEPALIVES_SENT(
      Kind.COUNTER, "lease.keepalives.sent", "keeper", "keepalives sent", "cluster", "actuator"),
  /** Of a keeper: keepalives that arrived. */
  LEASE_KEEPALIVES_ACKNOWLEDGED(
      Kind.COUNTER,
      "lease.keepalives.acknowledged",
      "keeper",
      "keepalives acknowledged, in time or not",
      "cluster",
      "actuator"),
  /** Of a keeper: keepalives that did not. */
  LEASE_KEEPALIVES_GIVEN_UP(
      Kind.COUNTER,
      "lease.keepalives.given.up",
      "keeper",
      "keepalives given up",
      "cluster",
      "actuator"),
  /** Of a keeper: its sessions. */
  LEASE_SESSIONS(Kind.COUNTER, "lease.sessions", "keeper", "sessions begun", "cluster", "actuator"),
  /** Of a keeper: what was skipped. */
  LEASE_UNDECODABLE(
      Kind.COUNTER,
      "lease.undecodable",
      "keeper",
      "records that it skipped because it could not decode them",
      "cluster",
      "actuator"),
  /** Of a keeper: who derives the commands. */
  LEASE_DERIVING(
      Kind.GAUGE,
      "lease.deriving",
      "keeper",
      "1 while the node derives commands itself, 0 once it waits for the leader's (`node.derive`)",
      "cluster",
      "actuator"),

  /** Of the responder: what it says. */
  RESPONDER_ANSWERS(
      Kind.COUNTER,
      "responder.answers",
      "responder",
      "answers to the load balancer: `holder` (200), `not-holder` (503), `refused`, `unfinished`",
      "cluster",
      "answer"),

  /** Of a cloud's actuator: its share of the work. */
  ACTUATOR_PARTITIONS(
      Kind.GAUGE,
      "actuator.partitions",
      "cloud actuator",
      "partitions that this instance works on",
      "actuator"),
  /** Of a cloud's actuator: its share of the work. */
  ACTUATOR_BINDINGS(
      Kind.GAUGE, "actuator.bindings", "cloud actuator", "bindings that it moves", "actuator"),
  /** Of a cloud's actuator: where clients are led wrong. */
  ACTUATOR_ASTRAY(
      Kind.GAUGE,
      "actuator.astray",
      "cloud actuator",
      "bindings that are not in place",
      "actuator"),
  /** Of a cloud's actuator: the cloud's API. */
  ACTUATOR_CALLS(
      Kind.COUNTER, "actuator.calls", "cloud actuator", "API calls", "actuator", "action"),
  /** Of a cloud's actuator: the cloud's API. */
  ACTUATOR_REFUSALS(
      Kind.COUNTER,
      "actuator.refusals",
      "cloud actuator",
      "API calls that failed: `throttled`, `transient`, `unknown-outcome`, `lost-race`,"
          + " `superseded`, `over-budget`, `permanent`",
      "actuator",
      "action",
      "kind"),
  /** Of a binding: its outcomes. */
  ACTUATOR_OUTCOMES(
      Kind.COUNTER,
      "actuator.outcomes",
      "cloud actuator",
      "what it wrote to the log: `placed`, `not-placed`, `refused`, `superseded`, `drifted`,"
          + " `repaired`",
      "actuator",
      "cluster",
      "binding",
      "result"),
  /** Of a binding: its moves. */
  ACTUATOR_MOVE(
      Kind.TIMER,
      "actuator.move",
      "cloud actuator",
      "from the command until the change was read back",
      "actuator",
      "cluster",
      "binding");

  /** What a figure does. */
  public enum Kind {
    /** Goes up and down. */
    GAUGE,
    /** Only rises, from zero at the start. */
    COUNTER,
    /** Counts events and adds up how long they took. */
    TIMER
  }

  private final Kind kind;
  private final String name;
  private final String service;
  private final String says;

  @SuppressWarnings("ImmutableEnumChecker") // List.of makes lists that cannot be changed
  private final List<String> labels;

  Metric(Kind kind, String name, String service, String says, String... labels) {
    this.kind = kind;
    this.name = name;
    this.service = service;
    this.says = says;
    this.labels = List.of(labels);
  }

  /** Returns what it does. */
  Kind kind() {
    return kind;
  }

  /** Returns its name as Micrometer has it: {@code baton.vip.holding}. */
  String meter() {
    return "baton." + name;
  }

  /** Returns the name that {@code /metrics} shows: {@code baton_vip_holding}. */
  public String shown() {
    String ending =
        switch (kind) {
          case GAUGE -> "";
          case COUNTER -> "_total";
          case TIMER -> "_seconds";
        };
    return meter().replace('.', '_') + ending;
  }

  /** Returns which services show it, for people. */
  String service() {
    return service;
  }

  /** Returns what it says: one clause, in Markdown. */
  String says() {
    return says;
  }

  /** Returns the names of its labels, in the order in which their values are given. */
  List<String> labels() {
    return labels;
  }
}
