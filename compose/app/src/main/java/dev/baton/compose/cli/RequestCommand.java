package dev.baton.compose.cli;

import dev.baton.arbiter.fold.Refusal;
import dev.baton.arbiter.view.RequestClient;
import dev.baton.compose.config.DurationText;
import dev.baton.compose.service.ExitCode;
import dev.baton.log.EventLog;
import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.Operation;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * A verb that requests an operation on a cluster, waits for the answer and, if the operation is a
 * move, for the move.
 */
abstract class RequestCommand extends OperatorCommand {

  @Parameters(index = "0", paramLabel = "CLUSTER", description = "The cluster's name.")
  private String cluster = "";

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Who asks, for the audit (default: the user's name).")
  private String by = System.getProperty("user.name", "unknown");

  RequestCommand(CliContext context) {
    super(context);
  }

  /** Returns the operation to request. */
  abstract Operation operation();

  /** Returns in words what applies once the request was accepted. */
  abstract String accomplished();

  @Override
  Optional<ExitCode> actAlone() {
    cluster(cluster);
    operation();
    return Optional.empty();
  }

  @Override
  ExitCode act(EventLog log) {
    ClusterId id = cluster(cluster);
    Operation operation = operation();
    String request = UUID.randomUUID().toString();
    try (RequestClient asking = new RequestClient(log, id, request, deadline())) {
      append(asking, new Fact.Request(request, by, operation));
      Optional<AuditEntry> answer = asking.answer();
      return answer.isEmpty()
          ? Answers.missing(context(), id, request, deadline())
          : finish(log, asking, id, answer.orElseThrow());
    }
  }

  private ExitCode refused(EventLog log, ClusterId id, AuditEntry answer) {
    if (Answers.refusal(answer).equals(Optional.of(Refusal.NOT_DEFINED))) {
      Optional<ExitCode> undefined = Undefined.check(context(), log, id, deadline());
      if (undefined.isPresent()) {
        return undefined.orElseThrow();
      }
    }
    context().complain(id + ": refused: " + Answers.reason(answer));
    return ExitCode.REFUSED;
  }

  private ExitCode finish(EventLog log, RequestClient asking, ClusterId id, AuditEntry answer) {
    if (!Answers.isAccepted(answer)) {
      return refused(log, id, answer);
    }
    String remark = Answers.reason(answer);
    if (!remark.isEmpty()) {
      context().complain(id + ": warning: " + remark);
    }
    if (!asking.hasMoved()) {
      context()
          .say(id + ": " + accomplished() + " (answered after " + asking.tookMillis() + " ms)");
      return ExitCode.DONE;
    }
    Optional<AuditEntry> held = asking.completion();
    if (held.isEmpty()) {
      context()
          .complain(
              id
                  + ": accepted, but nobody was seen to hold the VIPs within "
                  + DurationText.format(deadline())
                  + "; see: baton explain "
                  + id);
      return ExitCode.UNKNOWN;
    }
    String ended = id + ": " + holding(held.orElseThrow(), asking.tookMillis());
    Optional<NodeId> wanted = target(operation());
    if (wanted.isPresent() && !wanted.equals(held.orElseThrow().node())) {
      context()
          .complain(
              ended
                  + ", not "
                  + wanted.orElseThrow()
                  + ", which could not take them; see: baton explain "
                  + id);
      return ExitCode.REFUSED;
    }
    context().say(ended);
    return ExitCode.DONE;
  }

  /** Returns the node of a move, if one was named. */
  private static Optional<NodeId> target(Operation operation) {
    return operation instanceof Operation.Switchover switchover
        ? switchover.target()
        : Optional.empty();
  }

  private static String holding(AuditEntry held, long tookMillis) {
    return held.node().map(Object::toString).orElse("a node")
        + " holds the VIPs, epoch "
        + held.epoch().map(Object::toString).orElse("unknown")
        + " ("
        + held.detail(AuditDetail.ACQUIRED_AFTER_MS).orElseThrow().toMillis()
        + " ms from the request to holding; "
        + tookMillis
        + " ms with asking and reading the answer)";
  }
}
