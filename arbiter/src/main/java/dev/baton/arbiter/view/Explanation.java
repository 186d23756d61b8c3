package dev.baton.arbiter.view;

import dev.baton.model.Epoch;
import dev.baton.model.Position;
import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.audit.AuditEntry.Kind;
import dev.baton.model.audit.AuditRule;
import dev.baton.model.state.MoveReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Why the VIPs moved and how: everything the audit says of one move.
 *
 * @param epoch the epoch that the move led to
 * @param causedAt when its cause was appended
 * @param lines its lines, oldest first: the cause, the decision, the steps
 */
public record Explanation(Epoch epoch, Instant causedAt, List<AuditEntry> lines) {

  /** Freezes the list. */
  public Explanation {
    lines = List.copyOf(lines);
  }

  /**
   * Finds a move in the audit.
   *
   * @param trail the cluster's lines, oldest first
   * @param epoch the epoch that the move led to; empty: the last one
   * @return empty if these lines have no such move
   */
  public static Optional<Explanation> of(List<AuditEntry> trail, Optional<Epoch> epoch) {
    return trail.stream()
        .filter(line -> line.kind() == Kind.COMMAND && line.has(AuditDetail.ASSIGNED_AFTER_MS))
        .filter(line -> epoch.isEmpty() || line.epoch().equals(epoch))
        .filter(line -> line.detail(AuditDetail.CAUSE).isPresent())
        .reduce((earlier, later) -> later)
        .map(assigned -> around(trail, assigned));
  }

  private static Explanation around(List<AuditEntry> trail, AuditEntry assigned) {
    Position cause = assigned.detail(AuditDetail.CAUSE).orElseThrow();
    List<AuditEntry> lines = new ArrayList<>();
    for (AuditEntry line : trail) {
      boolean sameGeneration = line.source().generation() == assigned.source().generation();
      boolean told = isScriptOf(line, assigned, cause) || isOutcomeOf(line, assigned);
      if (sameGeneration && (belongs(line, cause) || told)) {
        lines.add(line);
      }
    }
    return new Explanation(assigned.epoch().orElse(Epoch.NONE), causedAt(assigned), lines);
  }

  /** A line of the move, or of the very fact that set it off. */
  private static boolean belongs(AuditEntry line, Position cause) {
    return line.detail(AuditDetail.CAUSE).orElse(line.source().position()).equals(cause);
  }

  /** How a script ended is written without the move's cause, by epoch alone. */
  private static boolean isScriptOf(AuditEntry line, AuditEntry assigned, Position cause) {
    long epoch = assigned.epoch().orElse(Epoch.NONE).value();
    return line.kind() == Kind.OUTCOME
        && line.has(AuditDetail.EXIT_STATUS)
        && line.epoch().filter(of -> of.value() == epoch || of.value() == epoch - 1).isPresent()
        && !cause.isAfter(line.source().position());
  }

  /** Where a binding points is written by epoch and binding. */
  private static boolean isOutcomeOf(AuditEntry line, AuditEntry assigned) {
    return line.has(AuditDetail.BINDING) && line.epoch().equals(assigned.epoch());
  }

  private static Instant causedAt(AuditEntry assigned) {
    // Not told, where somebody wrote it who is no arbiter.
    return assigned.detail(AuditDetail.CAUSED_AT).orElse(assigned.at());
  }

  /** Returns the story for people: what led to it, who was considered, and the steps. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append("epoch ").append(epoch).append(": ").append(headline()).append('\n');
    text.append("caused at ").append(causedAt).append('\n');
    for (AuditEntry line : lines) {
      long after = Duration.between(causedAt, line.at()).toMillis();
      text.append(
          String.format(
              Locale.ROOT,
              "  +%d ms  %-8s %s (%s)%s%n",
              after,
              line.kind().name().toLowerCase(Locale.ROOT),
              line.summary(),
              AuditRule.words(line.rule()),
              took(line)));
      line.alternatives().forEach(alternative -> text.append(considered(alternative)));
    }
    text.append(total()).append('\n');
    for (AuditEntry line : lines) {
      line.detail(AuditDetail.PLACED_AFTER_MS)
          .map(after -> placed(line) + after.toMillis() + " ms after its cause\n")
          .ifPresent(text::append);
    }
    return text.toString();
  }

  private static String placed(AuditEntry line) {
    return line.detail(AuditDetail.BINDING).orElse("") + " placed ";
  }

  private String headline() {
    String reason =
        lines.stream()
            .flatMap(line -> line.detail(AuditDetail.REASON).stream())
            .reduce((earlier, later) -> later)
            .map(this::words)
            .orElse("no reason on record");
    String who =
        lines.stream()
            .filter(line -> line.has(AuditDetail.ASSIGNED_AFTER_MS))
            .reduce((earlier, later) -> later)
            .flatMap(AuditEntry::node)
            .map(node -> node + " was given the VIPs")
            .orElse("the VIPs moved");
    return who + ": " + reason;
  }

  /** Where the holder let go by itself, the line in which it said why tells more. */
  private String words(String reason) {
    return lines.stream()
        .filter(line -> reason.equals(MoveReason.RELEASED_BY_HOLDER.name()))
        .filter(line -> line.has(AuditDetail.LET_GO_BECAUSE))
        .findFirst()
        .map(AuditEntry::summary)
        .orElseGet(() -> reason.toLowerCase(Locale.ROOT).replace('_', ' '));
  }

  private String total() {
    return lines.stream()
        .filter(line -> line.epoch().equals(Optional.of(epoch)))
        .flatMap(line -> line.detail(AuditDetail.ACQUIRED_AFTER_MS).stream())
        .findFirst()
        .map(after -> "held " + after.toMillis() + " ms after its cause")
        .orElse("not held yet, as far as these lines go");
  }

  private static String took(AuditEntry line) {
    return line.detail(AuditDetail.EXIT_STATUS).map(exit -> ", exit status " + exit).orElse("")
        + line.detail(AuditDetail.TOOK_MS)
            .map(took -> ", took " + took.toMillis() + " ms")
            .orElse("");
  }

  private static String considered(AuditEntry.Alternative alternative) {
    return String.format(
        Locale.ROOT,
        "             %s %s: %s, priority %d%n",
        alternative.chosen() ? "->" : "  ",
        alternative.node(),
        alternative.eligibility().name().toLowerCase(Locale.ROOT).replace('_', ' '),
        alternative.priority());
  }
}
