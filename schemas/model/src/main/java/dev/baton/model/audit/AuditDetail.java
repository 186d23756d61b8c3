package dev.baton.model.audit;

import dev.baton.model.ArbiterId;
import dev.baton.model.Epoch;
import dev.baton.model.InstallId;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.command.Command.Ending;
import dev.baton.model.fact.Enforcement;
import dev.baton.model.fact.IncidentKind;
import dev.baton.model.fact.OutcomeResult;
import dev.baton.model.fact.ReleaseReason;
import dev.baton.model.state.NodeState.NodeHealth;
import dev.baton.model.state.Obstacle;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A detail that an audit line may have: its name on the wire, and what its value is. All that there
 * are stand here, by name; schemas/RECORDS.md lists them for people.
 *
 * @param <T> the type of its value
 */
public final class AuditDetail<T> implements Comparable<AuditDetail<?>> {

  public static final AuditDetail<Duration> ACQUIRED_AFTER_MS =
      new AuditDetail<>(
          "acquired-after-ms",
          DetailForm.MILLIS,
          "from the move's cause until the node said that it holds the VIPs");
  public static final AuditDetail<NodeHealth> AFTER =
      new AuditDetail<>(
          "after", DetailForm.word(NodeHealth.class), "the node's health from now on");
  public static final AuditDetail<RequestAnswer> ANSWER =
      new AuditDetail<>(
          "answer",
          DetailForm.lowerWord(RequestAnswer.class),
          "what becomes of the request or the definition");
  public static final AuditDetail<String> ASKED =
      new AuditDetail<>(
          "asked", DetailForm.LIST, "the members whose promises the holder needs without Kafka");
  public static final AuditDetail<Duration> ASSIGNED_AFTER_MS =
      new AuditDetail<>(
          "assigned-after-ms",
          DetailForm.MILLIS,
          "from the move's cause until the VIPs were assigned");
  public static final AuditDetail<NodeHealth> BEFORE =
      new AuditDetail<>("before", DetailForm.word(NodeHealth.class), "the node's health until now");
  public static final AuditDetail<String> BINDING =
      new AuditDetail<>(
          "binding", DetailForm.TEXT, "the kind of the binding that an actuator tells of");
  public static final AuditDetail<String> BOUND_TO =
      new AuditDetail<>("bound-to", DetailForm.TEXT, "the installation that the node belongs to");
  public static final AuditDetail<String> BY =
      new AuditDetail<>("by", DetailForm.TEXT, "the operator who asked");
  public static final AuditDetail<Position> CAUSE =
      new AuditDetail<>(
          "cause", DetailForm.POSITION, "where the fact that set the move off stands");
  public static final AuditDetail<Instant> CAUSED_AT =
      new AuditDetail<>("caused-at", DetailForm.TIME, "when that fact was appended");
  public static final AuditDetail<String> DETAIL =
      new AuditDetail<>("detail", DetailForm.TEXT, "what the node or the actuator adds");
  public static final AuditDetail<Ending> ENDING =
      new AuditDetail<>("ending", DetailForm.word(Ending.class), "how the session ended");
  public static final AuditDetail<Enforcement> ENFORCEMENT =
      new AuditDetail<>(
          "enforcement", DetailForm.word(Enforcement.class), "how the node shuts its gate");
  public static final AuditDetail<String> EVIDENCE =
      new AuditDetail<>(
          "evidence",
          DetailForm.TEXT,
          "what the cloud's API showed when it was read back; divided by `; `");
  public static final AuditDetail<String> EXIT_STATUS =
      new AuditDetail<>(
          "exit-status",
          DetailForm.TEXT,
          "the script's exit status; `none` if it was killed or did not start");
  public static final AuditDetail<String> FACT =
      new AuditDetail<>("fact", DetailForm.TEXT, "the kind of the record that could not be folded");
  public static final AuditDetail<Long> FAILED_AT =
      new AuditDetail<>(
          "failed-at", DetailForm.NUMBER, "the epoch at which the node failed to take the VIPs");
  public static final AuditDetail<String> FAILING =
      new AuditDetail<>(
          "failing", DetailForm.TEXT, "the probes that fail, each with what it found");
  public static final AuditDetail<String> FOR_REQUEST =
      new AuditDetail<>(
          "for-request", DetailForm.TEXT, "the id of the request that the move carries out");
  public static final AuditDetail<Long> FROM =
      new AuditDetail<>("from", DetailForm.NUMBER, "the version of the rules until now");
  public static final AuditDetail<Long> GAP =
      new AuditDetail<>(
          "gap", DetailForm.NUMBER, "how many losses of records the cluster has been through");
  public static final AuditDetail<Epoch> HIGHEST_SEEN =
      new AuditDetail<>(
          "highest-seen", DetailForm.EPOCH, "the highest epoch that the keeper has seen");
  public static final AuditDetail<Epoch> HOLDING =
      new AuditDetail<>("holding", DetailForm.EPOCH, "the epoch that the keeper holds; 0 for none");
  public static final AuditDetail<Duration> HOLDOVER_MS =
      new AuditDetail<>(
          "holdover-ms",
          DetailForm.MILLIS,
          "how long the holder may go on without those that it did not ask, with margin");
  public static final AuditDetail<Long> INDEX =
      new AuditDetail<>(
          "index", DetailForm.NUMBER, "which of the definition's bindings it is, from 0 on");
  public static final AuditDetail<InstallId> INSTALL =
      new AuditDetail<>(
          "install", DetailForm.INSTALL, "the installation that the session comes from");
  public static final AuditDetail<IncidentKind> KIND =
      new AuditDetail<>("kind", DetailForm.word(IncidentKind.class), "what disturbed a VIP");
  public static final AuditDetail<String> KNOWN =
      new AuditDetail<>(
          "known", DetailForm.LIST, "the versions of the rules that this arbiter knows");
  public static final AuditDetail<Position> LAST =
      new AuditDetail<>(
          "last", DetailForm.POSITION, "where the last record heard stands; -1 for none");
  public static final AuditDetail<Duration> LEASE_MS =
      new AuditDetail<>(
          "lease-ms",
          DetailForm.MILLIS,
          "how long an acknowledged keepalive of the session is good for");
  public static final AuditDetail<ReleaseReason> LET_GO_BECAUSE =
      new AuditDetail<>(
          "let-go-because",
          DetailForm.word(ReleaseReason.class),
          "why the holder let go by itself");
  public static final AuditDetail<String> MEMBERS =
      new AuditDetail<>("members", DetailForm.LIST, "the members of the definition");
  public static final AuditDetail<Long> MOVES =
      new AuditDetail<>(
          "moves", DetailForm.NUMBER, "how many unplanned moves there were within the window");
  public static final AuditDetail<ArbiterId> NOTICED_BY =
      new AuditDetail<>(
          "noticed-by", DetailForm.ARBITER, "the arbiter that found the loss of records");
  public static final AuditDetail<Obstacle> OBSTACLE =
      new AuditDetail<>(
          "obstacle", DetailForm.word(Obstacle.class), "why nothing moves, or nobody is assigned");
  public static final AuditDetail<Position> OFFSET =
      new AuditDetail<>("offset", DetailForm.POSITION, "where the unreadable record stands");
  public static final AuditDetail<String> OUTPUT =
      new AuditDetail<>("output", DetailForm.TEXT, "the end of what the script printed");
  public static final AuditDetail<Boolean> OVERRIDE =
      new AuditDetail<>(
          "override", DetailForm.FLAG, "the definition takes the place of one under way");
  public static final AuditDetail<String> PLACE =
      new AuditDetail<>(
          "place", DetailForm.TEXT, "the topic and the partition of the unreadable record");
  public static final AuditDetail<Duration> PLACED_AFTER_MS =
      new AuditDetail<>(
          "placed-after-ms",
          DetailForm.MILLIS,
          "from the move's cause until the binding pointed to the node");
  public static final AuditDetail<Ending> PREDECESSOR_ENDED =
      new AuditDetail<>(
          "predecessor-ended",
          DetailForm.word(Ending.class),
          "how the assignment before this one ended");
  public static final AuditDetail<Position> REACHED =
      new AuditDetail<>(
          "reached",
          DetailForm.POSITION,
          "up to where the log is known to have reached before the loss");
  public static final AuditDetail<String> READ_BY =
      new AuditDetail<>("read-by", DetailForm.LIST, "the members that have read the definition");
  public static final AuditDetail<String> REASON =
      new AuditDetail<>(
          "reason",
          DetailForm.TEXT,
          "why the VIPs move, why a request was refused or what is remarked, or why a record could"
              + " not be read");
  public static final AuditDetail<Position> RECORD =
      new AuditDetail<>(
          "record", DetailForm.POSITION, "where the record stands that could not be folded");
  public static final AuditDetail<String> REFUSAL =
      new AuditDetail<>("refusal", DetailForm.TEXT, "why the definition was refused, in one word");
  public static final AuditDetail<String> REFUSALS =
      new AuditDetail<>(
          "refusals",
          DetailForm.TEXT,
          "the VIPs that the node does not touch, each with why; divided by `; `");
  public static final AuditDetail<Duration> RELEASED_AFTER_MS =
      new AuditDetail<>(
          "released-after-ms", DetailForm.MILLIS, "from the move's cause until the holder let go");
  public static final AuditDetail<Long> REPLACES =
      new AuditDetail<>(
          "replaces", DetailForm.NUMBER, "the version whose place the definition takes");
  public static final AuditDetail<String> REQUEST =
      new AuditDetail<>(
          "request",
          DetailForm.TEXT,
          "the id of the request that the line answers, or whose end it tells");
  public static final AuditDetail<OutcomeResult> RESULT =
      new AuditDetail<>(
          "result", DetailForm.word(OutcomeResult.class), "what became of the binding");
  public static final AuditDetail<SessionId> SESSION =
      new AuditDetail<>("session", DetailForm.SESSION, "the session concerned");
  public static final AuditDetail<String> SUBJECT =
      new AuditDetail<>("subject", DetailForm.TEXT, "what the incident is about, such as a VIP");
  public static final AuditDetail<Long> TIMES =
      new AuditDetail<>("times", DetailForm.NUMBER, "how often the node failed in a row");
  public static final AuditDetail<Long> TO =
      new AuditDetail<>("to", DetailForm.NUMBER, "the version of the rules from now on");
  public static final AuditDetail<Duration> TOOK_MS =
      new AuditDetail<>(
          "took-ms", DetailForm.MILLIS, "how long the node, the script or the actuator was at it");
  public static final AuditDetail<Long> TRIES =
      new AuditDetail<>("tries", DetailForm.NUMBER, "how often the cloud's API was tried");
  public static final AuditDetail<Boolean> UNDEFINED =
      new AuditDetail<>("undefined", DetailForm.FLAG, "the cluster has no definition any more");
  public static final AuditDetail<Long> VERSION =
      new AuditDetail<>(
          "version", DetailForm.NUMBER, "the version of the definition, or of the rules");
  public static final AuditDetail<String> VIPS =
      new AuditDetail<>("vips", DetailForm.LIST, "the VIPs of the definition");
  public static final AuditDetail<Boolean> WAITED_FOR =
      new AuditDetail<>(
          "waited-for", DetailForm.FLAG, "the demote script must end before somebody is assigned");
  public static final AuditDetail<String> WHY =
      new AuditDetail<>(
          "why",
          DetailForm.TEXT,
          "why a definition was refused or withdrawn, or what broke in the fold; for people");
  public static final AuditDetail<Duration> WINDOW_MS =
      new AuditDetail<>(
          "window-ms", DetailForm.MILLIS, "the length of time in which moves are counted");
  public static final AuditDetail<Long> WITHDRAWN =
      new AuditDetail<>("withdrawn", DetailForm.NUMBER, "the version that is withdrawn");

  private static final List<AuditDetail<?>> ALL =
      List.of(
          ACQUIRED_AFTER_MS,
          AFTER,
          ANSWER,
          ASKED,
          ASSIGNED_AFTER_MS,
          BEFORE,
          BINDING,
          BOUND_TO,
          BY,
          CAUSE,
          CAUSED_AT,
          DETAIL,
          ENDING,
          ENFORCEMENT,
          EVIDENCE,
          EXIT_STATUS,
          FACT,
          FAILED_AT,
          FAILING,
          FOR_REQUEST,
          FROM,
          GAP,
          HIGHEST_SEEN,
          HOLDING,
          HOLDOVER_MS,
          INDEX,
          INSTALL,
          KIND,
          KNOWN,
          LAST,
          LEASE_MS,
          LET_GO_BECAUSE,
          MEMBERS,
          MOVES,
          NOTICED_BY,
          OBSTACLE,
          OFFSET,
          OUTPUT,
          OVERRIDE,
          PLACE,
          PLACED_AFTER_MS,
          PREDECESSOR_ENDED,
          REACHED,
          READ_BY,
          REASON,
          RECORD,
          REFUSAL,
          REFUSALS,
          RELEASED_AFTER_MS,
          REPLACES,
          REQUEST,
          RESULT,
          SESSION,
          SUBJECT,
          TIMES,
          TO,
          TOOK_MS,
          TRIES,
          UNDEFINED,
          VERSION,
          VIPS,
          WAITED_FOR,
          WHY,
          WINDOW_MS,
          WITHDRAWN);

  private final String name;
  private final DetailForm<T> form;
  private final String about;

  private AuditDetail(String name, DetailForm<T> form, String about) {
    this.name = name;
    this.form = form;
    this.about = about;
  }

  /** Returns every detail that there is, by name. */
  public static List<AuditDetail<?>> all() {
    return ALL;
  }

  /** Returns its name in a record. */
  public String name() {
    return name;
  }

  /** Returns the form of its value in words, with its unit; for pages. */
  public String form() {
    return form.says();
  }

  /** Returns what it tells; for pages. */
  public String about() {
    return about;
  }

  /** Returns a value as it stands in a record. */
  public String write(T value) {
    return form.write().apply(value);
  }

  /** Returns the value that stands in a record; empty if it is none of this form. */
  Optional<T> read(String text) {
    try {
      return Optional.of(form.read().apply(text));
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty(); // By a newer arbiter, or by somebody who is none.
    }
  }

  @Override
  public int compareTo(AuditDetail<?> other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
