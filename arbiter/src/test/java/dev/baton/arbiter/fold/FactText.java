package dev.baton.arbiter.fold;

import dev.baton.model.ArbiterId;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.HostAddress;
import dev.baton.model.InstallId;
import dev.baton.model.MemberAddress;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.Vip;
import dev.baton.model.definition.Binding;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.FailoverPolicy;
import dev.baton.model.definition.GatePorts;
import dev.baton.model.definition.HookPlan;
import dev.baton.model.definition.Member;
import dev.baton.model.definition.Timings;
import dev.baton.model.fact.Asks;
import dev.baton.model.fact.Enforcement;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FoldVersion;
import dev.baton.model.fact.Health;
import dev.baton.model.fact.Hook;
import dev.baton.model.fact.HookFinished;
import dev.baton.model.fact.HostReport;
import dev.baton.model.fact.HostView;
import dev.baton.model.fact.Incident;
import dev.baton.model.fact.IncidentKind;
import dev.baton.model.fact.Introduction;
import dev.baton.model.fact.OpenedBy;
import dev.baton.model.fact.Operation;
import dev.baton.model.fact.OrphanedEpoch;
import dev.baton.model.fact.Outcome;
import dev.baton.model.fact.OutcomeResult;
import dev.baton.model.fact.ProbeReport;
import dev.baton.model.fact.ProbeStatus;
import dev.baton.model.fact.ReleaseReason;
import dev.baton.model.fact.Verdict;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.SessionState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Facts as stories tell them, for example {@code alive a a1 holding 1}. */
public final class FactText {
  public static final ClusterId WEB = new ClusterId("web");

  private FactText() {}

  /**
   * Returns the fact that a line tells.
   *
   * @param state the cluster's state before it, for what a line leaves out
   */
  public static Fact parse(String text, ClusterState state) {
    Line line = new Line(text);
    return switch (line.verb()) {
      case "define" -> define(line);
      case "first", "alive", "brief" -> keepalive(line);
      case "closed" -> new Fact.SessionClosed(node(line, 1), session(line, 2), "stopping");
      case "healthy", "unhealthy" -> health(line);
      case "expire" -> expire(line, state);
      case "timer" -> timer(line, state);
      case "released" -> released(line);
      default -> others(line);
    };
  }

  private static Fact others(Line line) {
    return switch (line.verb()) {
      case "acquired" ->
          new Fact.Acquired(
              epoch(line, 1),
              node(line, 2),
              session(line, 3),
              Duration.ofMillis(3),
              Optional.of(line.has("word") ? OpenedBy.WORD : OpenedBy.ASSIGN));
      case "failed" -> new Fact.Failed(epoch(line, 1), node(line, 2), "no such interface");
      case "hook" -> hook(line);
      case "host" -> host(line);
      case "outcome" -> outcome(line);
      case "gap" ->
          new Fact.LogLoss(
              new ArbiterId("x"), new Position(line.number(1)), line.after("generation", 0));
      case "epoch-found" -> new OrphanedEpoch(new ArbiterId("x"), epoch(line, 1));
      case "fold-version" -> new FoldVersion((int) line.number(1));
      case "beat" -> new Fact.Beat(new ArbiterId(line.word(1)), line.number(2));
      case "incident" ->
          new Incident(
              node(line, 1),
              epoch(line, 2),
              IncidentKind.ADDRESS_CONFLICT,
              "10.20.0.10",
              "02:00:00:00:00:01");
      default -> request(line);
    };
  }

  private static Fact released(Line line) {
    ReleaseReason why =
        line.has("unhealthy")
            ? ReleaseReason.UNHEALTHY
            : line.has("leaving") ? ReleaseReason.LEAVING : ReleaseReason.ASKED;
    return new Fact.Released(
        epoch(line, 1),
        node(line, 2),
        session(line, 3),
        !line.has("unheld"),
        Optional.of(why).filter(told -> !line.has("unsaid")));
  }

  public static boolean isOfThePartition(Fact fact) {
    return fact instanceof Fact.LogLoss || fact instanceof FoldVersion || fact instanceof Fact.Beat;
  }

  private static Fact define(Line line) {
    List<Member> members =
        Stream.of(line.word(2).split(",", -1))
            .map(member -> member.split(":", -1))
            .map(parts -> new Member(new NodeId(parts[0]), Integer.parseInt(parts[1])))
            .toList();
    FailoverPolicy policy =
        new FailoverPolicy(
            line.duration("failback"),
            (int) line.after("moves", 5),
            line.duration("window").orElse(Duration.ofMinutes(10)));
    return new Fact.Defined(
        "d" + line.number(1),
        "ann",
        new ClusterDefinition(
            line.after("cluster").map(ClusterId::new).orElse(WEB),
            line.number(1),
            members,
            list(line.after("vip").orElse("10.20.0.10")).map(Vip::new).toList(),
            bindings(line.after("bindings").orElse("arp"), members),
            Timings.DEFAULT,
            policy,
            new HookPlan(line.duration("demote"), line.duration("promote"))),
        line.has("override"));
  }

  /** Such as {@code host a own 10.20.0.11/16,10.30.0.11/24 refuses 10.20.0.10 read 2}. */
  private static Fact host(Line line) {
    return new HostReport(
        node(line, 1),
        new InstallId(line.after("install").orElse("i-" + line.word(1))),
        new HostView(
            line.after("own").stream().flatMap(FactText::list).map(FactText::address).toList(),
            line.after("refuses").stream()
                .flatMap(FactText::list)
                .map(vip -> new HostView.Refused(new Vip(vip), "is refused by the story"))
                .toList(),
            line.after("read", 1)));
  }

  private static HostAddress address(String text) {
    String[] parts = text.split("/", -1);
    return new HostAddress(parts[0], Integer.parseInt(parts[1]), "eth0");
  }

  private static Stream<String> list(String text) {
    return Stream.of(text.split(",", -1));
  }

  private static Fact keepalive(Line line) {
    long holding = line.after("holding", 0);
    return new Fact.Keepalive(
        node(line, 1),
        session(line, 2),
        line.verb().equals("first") ? 0 : 1,
        Duration.ofMillis(line.after("lease", 500)),
        new Epoch(holding),
        new Epoch(line.after("seen", holding)),
        line.after("generation", 0),
        Optional.of(introduction(line)).filter(told -> !line.verb().equals("brief")),
        line.after("unable"),
        asks(line));
  }

  private static Optional<Asks> asks(Line line) {
    Duration holdover = Duration.ofSeconds(line.after("for", 30));
    return line.after("asks")
        .map(text -> text.equals("nobody") ? Stream.<String>of() : list(text))
        .map(names -> new Asks(names.map(NodeId::new).toList(), holdover));
  }

  private static Introduction introduction(Line line) {
    return new Introduction(
        new InstallId(line.after("install").orElse("i-" + line.word(1))),
        line.after("ended").map(SessionId::new).map(List::of).orElse(List.of()),
        line.after("read", 1),
        Enforcement.NFTABLES,
        line.after("channel").stream().map(MemberAddress::parse).toList());
  }

  private static Fact health(Line line) {
    boolean healthy = line.verb().equals("healthy");
    return new Health(
        node(line, 1),
        line.after("sequence", 1),
        healthy ? Verdict.HEALTHY : Verdict.UNHEALTHY,
        List.of(
            new ProbeReport(
                "http",
                "http",
                healthy ? ProbeStatus.PASSING : ProbeStatus.FAILING,
                healthy ? "200" : "connection refused")),
        line.after("changed").map(Boolean::parseBoolean).orElse(true));
  }

  private static Fact expire(Line line, ClusterState state) {
    SessionId session = session(line, 1);
    Position last =
        line.after("last")
            .map(Long::parseLong)
            .map(Position::new)
            .or(() -> Optional.ofNullable(state.sessions().get(session)).map(SessionState::last))
            .orElse(Position.NONE);
    return new Fact.Expire(session, last);
  }

  /** A timer without a version is the one that the state asks for. */
  private static Fact timer(Line line, ClusterState state) {
    String name = line.word(1);
    return line.after("version")
        .map(version -> (Fact) new Fact.Timer(name, Long.parseLong(version)))
        .orElseGet(
            () ->
                Deadlines.of(state).stream()
                    .map(Wait::fact)
                    .filter(fact -> fact instanceof Fact.Timer timer && timer.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("nobody waits for " + name)));
  }

  private static Fact hook(Line line) {
    return new HookFinished(
        epoch(line, 2),
        node(line, 3),
        line.word(1).equals("promote") ? Hook.PROMOTE : Hook.DEMOTE,
        Optional.of((int) line.number(4)),
        "done",
        Duration.ofMillis(40));
  }

  /**
   * Bindings as {@code kind=value}: an interface, a route table, an Elastic IP; the last with
   * {@code =port/port} if it has gate ports.
   */
  private static List<Binding> bindings(String text, List<Member> members) {
    return Stream.of(text.split(",", -1))
        .map(binding -> binding.split("=", -1))
        .map(parts -> new Binding(parts[0], settings(parts, members)))
        .toList();
  }

  private static SortedMap<String, String> settings(String[] parts, List<Member> members) {
    SortedMap<String, String> settings = new TreeMap<>();
    if (parts[0].equals("arp")) {
      Stream.of(parts).skip(1).forEach(name -> settings.put("interface", name));
      return settings;
    }
    boolean route = parts[0].equals("aws-route");
    String value = parts.length > 1 ? parts[1] : "eipalloc-1";
    settings.put("region", "eu-central-1");
    settings.put(route ? "route-tables" : "allocation-id", value);
    Stream.of(parts).skip(2).forEach(ports -> settings.put(GatePorts.KEY, ports.replace('/', ',')));
    for (Member member : members) {
      settings.put("eni." + member.node(), "eni-1");
      if (!route) {
        settings.put("private-address." + member.node(), "10.20.0.1");
      }
    }
    return settings;
  }

  private static Fact outcome(Line line) {
    return new Outcome(
        epoch(line, 1),
        node(line, 2),
        line.word(3),
        (int) line.number(4),
        OutcomeResult.valueOf(line.word(5)),
        line.after("because").orElse(""),
        List.of("rtb-1: eni-1, active"),
        Duration.ofMillis(750),
        1);
  }

  private static Fact request(Line line) {
    return new Fact.Request(line.after("as").orElse("r1"), "ann", operation(line));
  }

  private static Operation operation(Line line) {
    return switch (line.verb()) {
      case "switchover" -> new Operation.Switchover(line.after("to").map(NodeId::new));
      case "maintenance" -> new Operation.Maintenance(line.word(1).equals("on"));
      case "standby" -> new Operation.Standby(node(line, 1));
      case "resume" -> new Operation.Resume(node(line, 1));
      case "acknowledge" -> new Operation.Acknowledge();
      case "rebind" -> new Operation.Rebind(node(line, 1));
      case "undefine" ->
          new Operation.Undefine(line.after("version").map(Long::parseLong).orElse(0L));
      case "forget" -> new Operation.Forget(node(line, 1));
      default -> throw new AssertionError("nobody knows what this line means: " + line.verb());
    };
  }

  private static NodeId node(Line line, int place) {
    return new NodeId(line.word(place));
  }

  private static SessionId session(Line line, int place) {
    return new SessionId(line.word(place));
  }

  private static Epoch epoch(Line line, int place) {
    return new Epoch(line.number(place));
  }
}
