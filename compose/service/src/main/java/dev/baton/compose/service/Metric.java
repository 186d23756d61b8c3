package dev.baton.compose.service;

import java.util.List;

/**
 * Every metric of Baton's services. A metric gets its name only here. The page {@code
 * compose/docs/metrics.md} shows this list.
 *
 * <p>A name says what is measured, and never which kind of actuator measures it; the label {@code
 * actuator} says that. Names and units follow Prometheus' conventions. The suffixes {@code _total}
 * of a counter and {@code _seconds} of a timer are added on the metrics page.
 */
public enum Metric {
  /** Of a service: whether it is ready. */
  READY(
      Kind.GAUGE,
      "ready",
      "all",
      "1 while the service does its work; `/health/ready` gives the reasons otherwise",
      "service"),
  /** Of a service: problems of Kafka's topics. */
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
  /** Of a partition: events that wait to be folded. */
  ARBITER_QUEUED(
      Kind.GAUGE,
      "arbiter.queued",
      "arbiter",
      "records read and not folded yet: the lag",
      "partition"),
  /** Of a partition: the position of the fold. */
  ARBITER_FOLDED(
      Kind.GAUGE,
      "arbiter.folded.offset",
      "arbiter",
      "offset of the last event that it folded",
      "partition"),
  /** Of a partition: commands without acknowledgement. */
  ARBITER_UNCONFIRMED(
      Kind.GAUGE,
      "arbiter.commands.unconfirmed",
      "arbiter",
      "derived commands that it has not read back yet",
      "partition"),
  /** Of a partition: records that could not be decoded. */
  ARBITER_UNDECODABLE(
      Kind.COUNTER,
      "arbiter.undecodable",
      "arbiter",
      "records that it skipped because it could not decode them",
      "partition"),
  /** Of a partition: clusters in quarantine. */
  ARBITER_QUARANTINED(
      Kind.GAUGE, "arbiter.quarantined", "arbiter", "clusters in quarantine", "partition"),
  /** Of a partition: the age of the leader's last tick. */
  ARBITER_TICK_AGE(
      Kind.GAUGE,
      "arbiter.tick.age.seconds",
      "arbiter",
      "time since it read a tick of a leader that folds",
      "partition"),
  /** Of an arbiter: VIPs that several clusters have. */
  ARBITER_VIPS_SHARED(
      Kind.GAUGE,
      "arbiter.vips.shared",
      "arbiter",
      "VIPs that stand in the definitions of several clusters"),

  /** Of a node: its verdict. */
  AGENT_HEALTHY(
      Kind.GAUGE,
      "agent.healthy",
      "agent",
      "1 while the node's service is healthy",
      "cluster",
      "node"),
  /** Of a probe: its status. */
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
  /** Of a node: how long reports take to be acknowledged. */
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
  /** Of a keeper: other hosts that claim a VIP. */
  VIP_CONFLICTS(
      Kind.COUNTER,
      "vip.conflicts",
      "keeper",
      "how often another host answered for a VIP that this node held, at most once a second",
      "cluster",
      "actuator"),
  /** Of a keeper: how often the gate was opened. */
  GATE_OPENED(
      Kind.COUNTER,
      "gate.opened",
      "keeper",
      "how often the gate was opened for an epoch",
      "cluster",
      "actuator"),
  /** Of a keeper: how often the gate was shut. */
  GATE_SHUT(
      Kind.COUNTER, "gate.shut", "keeper", "how often the gate was shut", "cluster", "actuator"),
  /** Of a keeper: whether Kafka answers it. */
  LEASE_KAFKA(
      Kind.GAUGE,
      "lease.kafka",
      "keeper",
      "1 for what is so: Kafka `answers` this node, is `down-for-all`, answers another member and"
          + " not this one (`cut-off`), or it is `unknown`",
      "cluster",
      "actuator",
      "verdict"),
  /** Of a keeper: keepalives that were sent. */
  LEASE_KEEPALIVES_SENT(
      Kind.COUNTER, "lease.keepalives.sent", "keeper", "keepalives sent", "cluster", "actuator"),
  /** Of a keeper: keepalives that were acknowledged. */
  LEASE_KEEPALIVES_ACKNOWLEDGED(
      Kind.COUNTER,
      "lease.keepalives.acknowledged",
      "keeper",
      "keepalives acknowledged, in time or not",
      "cluster",
      "actuator"),
  /** Of a keeper: keepalives that were given up. */
  LEASE_KEEPALIVES_GIVEN_UP(
      Kind.COUNTER,
      "lease.keepalives.given.up",
      "keeper",
      "keepalives given up",
      "cluster",
      "actuator"),
  /** Of a keeper: its sessions. */
  LEASE_SESSIONS(Kind.COUNTER, "lease.sessions", "keeper", "sessions begun", "cluster", "actuator"),
  /** Of a keeper: records that could not be decoded. */
  LEASE_UNDECODABLE(
      Kind.COUNTER,
      "lease.undecodable",
      "keeper",
      "records that it skipped because it could not decode them",
      "cluster",
      "actuator"),

  /** Of the responder: its answers to probes. */
  RESPONDER_ANSWERS(
      Kind.COUNTER,
      "responder.answers",
      "responder",
      "answers to the load balancer: `holder` (200), `not-holder` (503), `refused`, `unfinished`",
      "cluster",
      "answer"),

  /** Of the channel: what this node says. */
  CHANNEL_SENT(
      Kind.COUNTER,
      "channel.datagrams.sent",
      "keeper",
      "datagrams for other members: `released`, `ping`, `pong`, `ask`, `promise`",
      "cluster",
      "kind"),
  /** Of the channel: what this node believes. */
  CHANNEL_HEARD(
      Kind.COUNTER,
      "channel.datagrams.heard",
      "keeper",
      "datagrams of other members that it believed: `released`, `ping`, `pong`, `ask`, `promise`",
      "cluster",
      "kind"),
  /** Of the channel: what this node does not believe. */
  CHANNEL_REFUSED(
      Kind.COUNTER,
      "channel.datagrams.refused",
      "keeper",
      "what came in and was not believed; the channel's README lists the reasons",
      "reason"),
  /** Of the channel: what the kernel does not take. */
  CHANNEL_UNSENT(
      Kind.COUNTER, "channel.datagrams.unsent", "keeper", "datagrams that the kernel did not take"),

  /** Of a cloud actuator: its partitions. */
  ACTUATOR_PARTITIONS(
      Kind.GAUGE,
      "actuator.partitions",
      "cloud actuator",
      "partitions that this instance works on",
      "actuator"),
  /** Of a cloud actuator: its bindings. */
  ACTUATOR_BINDINGS(
      Kind.GAUGE, "actuator.bindings", "cloud actuator", "bindings that it moves", "actuator"),
  /** Of a cloud actuator: bindings that point elsewhere. */
  ACTUATOR_ASTRAY(
      Kind.GAUGE,
      "actuator.astray",
      "cloud actuator",
      "bindings that are not in place",
      "actuator"),
  /** Of a cloud actuator: calls to the cloud's API. */
  ACTUATOR_CALLS(
      Kind.COUNTER, "actuator.calls", "cloud actuator", "API calls", "actuator", "action"),
  /** Of a cloud actuator: calls that failed. */
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
  /** Of a binding: how long its moves take. */
  ACTUATOR_MOVE(
      Kind.TIMER,
      "actuator.move",
      "cloud actuator",
      "from the command until the change was read back",
      "actuator",
      "cluster",
      "binding");

  /** The kinds of metrics. */
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

  @SuppressWarnings("ImmutableEnumChecker") // List.of makes immutable lists.
  private final List<String> labels;

  Metric(Kind kind, String name, String service, String says, String... labels) {
    this.kind = kind;
    this.name = name;
    this.service = service;
    this.says = says;
    this.labels = List.of(labels);
  }

  /** Returns the kind of the metric. */
  Kind kind() {
    return kind;
  }

  /** Returns its name in Micrometer: {@code baton.vip.holding}. */
  String meter() {
    return "baton." + name;
  }

  /** Returns its name on the page {@code /metrics}: {@code baton_vip_holding}. */
  public String shown() {
    String ending =
        switch (kind) {
          case GAUGE -> "";
          case COUNTER -> "_total";
          case TIMER -> "_seconds";
        };
    return meter().replace('.', '_') + ending;
  }

  /** Returns which services have it, in words. */
  String service() {
    return service;
  }

  /** Returns its meaning: one clause, in Markdown. */
  String says() {
    return says;
  }

  /** Returns the names of its labels, in the order in which their values are given. */
  List<String> labels() {
    return labels;
  }
}
