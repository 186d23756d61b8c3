package dev.baton.arbiter.fold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.ClusterId;
import dev.baton.model.Position;
import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.state.ClusterState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A log that is told line by line, and what the fold makes of it. */
public final class Story {
  /** The log time of the first entry of every story. */
  public static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  private final PartitionFold fold;
  private final List<FactRecord> log = new ArrayList<>();
  private PartitionModel model = PartitionModel.EMPTY;
  private Instant now = BEGINNING;
  private Result last = new Result(PartitionModel.EMPTY, List.of(), List.of());

  private Story(PartitionFold fold) {
    this.fold = fold;
  }

  public static Story given(String... lines) {
    return given(PartitionFold.standard(), lines);
  }

  public static Story given(PartitionFold fold, String... lines) {
    Story story = new Story(fold);
    List.of(lines).forEach(story::tell);
    return story;
  }

  /** Two nodes up and healthy, a confirmed holder of epoch 1; b has the lower priority. */
  static Story held(String... more) {
    Story story =
        given(
            "define 1 a:200,b:100 " + (more.length > 0 ? more[0] : ""),
            "first a a1",
            "first b b1",
            "healthy b",
            "healthy a");
    if (story.last.orders().stream().anyMatch(order -> isPromote(order))) {
      story.tell("hook promote 1 a 0");
    }
    story.tell("acquired 1 a a1");
    return story;
  }

  private static boolean isPromote(CommandRecord order) {
    return CommandText.of(order.command()).startsWith("promote");
  }

  Story and(String... lines) {
    List.of(lines).forEach(this::tell);
    return this;
  }

  /** Tells the line that matters; only its orders count. */
  Story when(String line) {
    tell(line);
    return this;
  }

  private void tell(String line) {
    if (line.startsWith("+")) {
      now = now.plus(Line.parse(line.substring(1)));
      return;
    }
    if (line.startsWith("-")) {
      now = now.minus(Line.parse(line.substring(1)));
      return;
    }
    if (line.startsWith("in ")) {
      String[] parts = line.substring(3).split(": ", 2);
      ClusterId other = new ClusterId(parts[0]);
      append(Optional.of(other), FactText.parse(parts[1], state(other)));
      return;
    }
    append(FactText.parse(line, state()));
  }

  /** Folds a fact; returns what came of it. */
  Result append(Fact fact) {
    return append(
        FactText.isOfThePartition(fact) ? Optional.empty() : Optional.of(FactText.WEB), fact);
  }

  private Result append(Optional<ClusterId> cluster, Fact fact) {
    now = now.plus(Duration.ofMillis(1));
    FactRecord entry = new FactRecord(cluster, new Position(log.size()), now, fact);
    log.add(entry);
    last = fold.apply(model, entry);
    model = last.next();
    return last;
  }

  Story thenOrders(String... expected) {
    assertThat(orders()).containsExactly(expected);
    return this;
  }

  List<String> orders() {
    return last.orders().stream().map(CommandRecord::command).map(CommandText::of).toList();
  }

  Result last() {
    return last;
  }

  List<AuditEntry> audit() {
    return last.audit();
  }

  /** Returns a detail as it is written in the only line of that kind. */
  String detail(AuditEntry.Kind kind, AuditDetail<?> detail) {
    List<AuditEntry> lines = last.audit().stream().filter(line -> line.kind() == kind).toList();
    assertThat(lines).hasSize(1);
    return String.valueOf(lines.get(0).details().get(detail.name()));
  }

  /** Returns a detail as it is written in the only line of that kind and summary. */
  String detail(AuditEntry.Kind kind, AuditDetail<?> detail, String summary) {
    return last.audit().stream()
        .filter(line -> line.kind() == kind && line.summary().equals(summary))
        .map(line -> String.valueOf(line.details().get(detail.name())))
        .findFirst()
        .orElse("no such line");
  }

  public ClusterState state() {
    return state(FactText.WEB);
  }

  public ClusterState state(ClusterId cluster) {
    return model.clusters().get(cluster).orElseGet(() -> ClusterState.empty(cluster));
  }

  PartitionModel model() {
    return model;
  }

  public List<FactRecord> log() {
    return List.copyOf(log);
  }
}
