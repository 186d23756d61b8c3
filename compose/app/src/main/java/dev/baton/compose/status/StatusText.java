package dev.baton.compose.status;

import dev.baton.arbiter.fold.SuccessorChoice.Reason;
import dev.baton.arbiter.view.ClusterView;
import dev.baton.arbiter.view.HoldoverWords;
import dev.baton.arbiter.view.Status;
import dev.baton.compose.config.DurationText;
import dev.baton.model.Epoch;
import dev.baton.model.MemberAddress;
import dev.baton.model.Vip;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.fact.ProbeReport;
import dev.baton.model.state.Placement;
import dev.baton.model.state.SessionState;
import dev.baton.model.state.Successor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The status as text. */
public final class StatusText {

  private StatusText() {}

  /** Returns the whole status: a paragraph for each cluster, and one for the arbiters. */
  public static String of(Status status) {
    List<String> lines = new ArrayList<>();
    if (status.clusters().isEmpty()) {
      lines.add("no cluster is defined; see: baton define --example");
    }
    for (var state : status.clusters()) {
      lines.addAll(cluster(ClusterView.of(state, status.clusters())));
    }
    lines.addAll(arbiters(status.arbiters()));
    status.topics().forEach(finding -> lines.add("! " + finding.line()));
    return String.join("\n", lines) + "\n";
  }

  private static List<String> cluster(ClusterView view) {
    List<String> lines = new ArrayList<>();
    String vips =
        view.definition()
            .map(in -> in.vips().stream().map(Vip::address).collect(Collectors.joining(", ")))
            .orElse("not defined");
    lines.add(view.state().cluster() + " (" + vips + "): " + assignment(view));
    lines.add("  " + definition(view));
    view.nodes().forEach(node -> lines.addAll(node(view, node)));
    view.noSuccessor()
        .filter(why -> why.reason() != Reason.NOBODY_HOLDS)
        .ifPresent(why -> lines.add("  nobody stands ready: " + why.words()));
    view.state()
        .placements()
        .values()
        .forEach(placement -> lines.add("  " + placement(placement, view.state().epoch())));
    view.state()
        .failbackTo()
        .ifPresent(node -> lines.add("  failback to " + node + " after its delay"));
    view.risk().ifPresent(risk -> lines.add("  ! " + risk));
    view.warnings().forEach(warning -> lines.add("  ! " + warning));
    return lines;
  }

  private static String assignment(ClusterView view) {
    String epoch = "epoch " + view.state().epoch();
    String who =
        switch (view.phase()) {
          case "held" -> holder(view) + " holds, " + epoch;
          case "acquiring" -> holder(view) + " was told to take " + epoch;
          case "releasing" -> holder(view) + " was told to let go of " + epoch;
          case "demoting" -> "nobody holds, a demote script runs, " + epoch + " is over";
          case "promoting" -> "nobody holds, a promote script runs, " + epoch + " is over";
          case "quarantined" ->
              view.holder().map(node -> node + " held when").orElse("nobody held when")
                  + " the cluster was quarantined, "
                  + epoch;
          case "gapped" -> "nobody is assigned: the log may have lost records, " + epoch;
          default -> "nobody holds, " + epoch;
        };
    return who
        + view.state()
            .move()
            .map(
                move ->
                    "; last move at "
                        + move.causedAt()
                        + ", "
                        + move.reason().name().toLowerCase(Locale.ROOT).replace('_', ' '))
            .orElse("");
  }

  private static String holder(ClusterView view) {
    return view.holder().map(Object::toString).orElse("nobody");
  }

  private static String definition(ClusterView view) {
    Optional<ClusterDefinition> pending = view.state().definitions().pending();
    String present =
        view.definition()
            .map(
                in ->
                    "definition "
                        + in.version()
                        + ", lease "
                        + DurationText.format(in.timings().lease()))
            .orElse("no definition in force");
    return present
        + pending
            .map(
                next ->
                    "; "
                        + next.version()
                        + " is on its way, read by "
                        + view.state().definitions().acknowledged())
            .orElse("");
  }

  private static List<String> node(ClusterView view, ClusterView.NodeView node) {
    List<String> words = new ArrayList<>();
    words.add(node.session().map(session -> "session " + session.session()).orElse("no session"));
    if (node.pending()) {
      words.add("a further session is pending");
    }
    words.add(node.node().health().name().toLowerCase(Locale.ROOT));
    node.session().map(StatusText::channel).ifPresent(words::add);
    if (node.node().standby()) {
      words.add("standby");
    }
    if (node.priority().isEmpty()) {
      words.add("not a member");
    }
    view.state()
        .succession()
        .successor()
        .filter(of -> of.node().equals(node.id()))
        .ifPresent(of -> words.add(successor(of)));
    node.session()
        .flatMap(SessionState::roster)
        .ifPresent(roster -> words.add(HoldoverWords.of(roster.asks())));
    String mark = view.holder().equals(Optional.of(node.id())) ? "*" : " ";
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "  %s %-12s %4s  %s",
            mark,
            node.id(),
            node.priority().map(String::valueOf).orElse("-"),
            String.join(", ", words)));
    node.session()
        .flatMap(SessionState::unable)
        .ifPresent(why -> lines.add("        cannot carry the VIPs: " + why));
    for (ProbeReport probe : node.failing()) {
      lines.add("        " + probe.name() + " (" + probe.kind() + ") fails: " + probe.detail());
    }
    return lines;
  }

  private static String channel(SessionState session) {
    return session.channel().isEmpty()
        ? "no channel"
        : session.channel().stream()
            .map(MemberAddress::toString)
            .collect(Collectors.joining(" and ", "channel at ", ""));
  }

  private static String successor(Successor of) {
    return of.withdrawn()
        ? "was told to give up epoch " + of.epoch() + " and has not answered"
        : "stands ready since " + of.since();
  }

  private static String placement(Placement placement, Epoch present) {
    String node = placement.node().toString();
    String how =
        switch (placement.result()) {
          case PLACED, REPAIRED -> "at " + node;
          case NOT_PLACED -> "not placed at " + node;
          case REFUSED -> "refused at " + node;
          case SUPERSEDED -> "on its way to " + node;
          case DRIFTED -> "drifted from " + node;
        };
    String detail = placement.detail().isEmpty() ? "" : ": " + placement.detail();
    String late = placement.epoch().equals(present) ? "" : ", nothing told yet of " + present;
    return String.format(
        Locale.ROOT,
        "%s: %s since %s, epoch %s%s%s",
        placement.binding(),
        how,
        placement.since(),
        placement.epoch(),
        late,
        detail);
  }

  private static List<String> arbiters(List<Status.Arbiter> arbiters) {
    if (arbiters.isEmpty()) {
      return List.of("no arbiter was seen at work: nothing is decided");
    }
    return arbiters.stream()
        .map(
            arbiter ->
                "arbiter "
                    + arbiter.id()
                    + ", partition "
                    + arbiter.partition()
                    + ": "
                    + role(arbiter)
                    + (arbiter.quiet() ? ", silent for " + arbiter.silent().toSeconds() + "s" : ""))
        .toList();
  }

  private static String role(Status.Arbiter arbiter) {
    return switch (arbiter.role()) {
      case LEADER -> "leads in term " + arbiter.term() + ", " + arbiter.lag() + " events behind";
      case STANDBY -> "stands by";
    };
  }
}
