package dev.baton.arbiter.fold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.ClusterId;
import dev.baton.model.Position;
import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.command.Command;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.fact.ReleaseReason;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.SessionState;
import dev.baton.model.state.Successor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A log that is told line by line, and what the fold makes of it. */
public final class Story {
  /** The log time of the first entry of every story. */
  public static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  private final PartitionFold fold;
  private final List<FactRecord> log = new ArrayList<>();
  private PartitionModel model = PartitionModel.EMPTY;
  private Instant now = BEGINNING;
  private Result last = new Result(PartitionModel.EMPTY, List.of(), List.of());
  private final List<CommandRecord> orders = new ArrayList<>();
  private final List<AuditEntry> audit = new ArrayList<>();
  private boolean answers = true;

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

  /** Three nodes up and healthy; a holds epoch 1, b may take 2, and c has the lowest priority. */
  static Story three() {
    return given(
        "define 1 a:300,b:200,c:100",
        "first a a1",
        "first b b1",
        "first c c1",
        "healthy c",
        "healthy b",
        "healthy a",
        "acquired 1 a a1");
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
      orders.clear();
      audit.clear();
      last = append(Optional.of(other), FactText.parse(parts[1], state(other)));
      return;
    }
    if (line.equals("all read")) {
      allRead();
      return;
    }
    append(FactText.parse(line + read(line), state()));
  }

  /** Every live session says that it has read of the last loss, and otherwise what it said last. */
  private void allRead() {
    for (SessionState live : state().sessions().values()) {
      String channel = live.channel().isEmpty() ? "" : " channel " + live.channel().get(0);
      tell("alive " + live.node() + " " + live.session() + " holding " + live.holding() + channel);
    }
  }

  /** A keeper has read all commands, unless the line says otherwise. */
  private String read(String line) {
    boolean keepalive = Stream.of("alive ", "first ", "brief ").anyMatch(line::startsWith);
    return keepalive && !line.contains(" generation ")
        ? " generation " + model.partition().generation()
        : "";
  }

  /** Folds a fact; returns what came of it. */
  Result append(Fact fact) {
    orders.clear();
    audit.clear();
    last =
        append(
            FactText.isOfThePartition(fact) ? Optional.empty() : Optional.of(FactText.WEB), fact);
    return last;
  }

  private Result append(Optional<ClusterId> cluster, Fact fact) {
    now = now.plus(Duration.ofMillis(1));
    FactRecord entry = new FactRecord(cluster, new Position(log.size()), now, fact);
    log.add(entry);
    Result result = fold.apply(model, entry);
    model = result.next();
    orders.addAll(result.orders());
    audit.addAll(result.audit());
    if (answers) {
      answerWithdrawal(state(cluster.orElse(FactText.WEB)));
    }
    return result;
  }

  /** A successor that is not wanted any more says that it never held, and it says so at once. */
  private void answerWithdrawal(ClusterState state) {
    state
        .succession()
        .successor()
        .filter(Successor::withdrawn)
        .ifPresent(
            of ->
                append(
                    Optional.of(state.cluster()),
                    new Fact.Released(
                        of.epoch(),
                        of.node(),
                        of.session(),
                        false,
                        Optional.of(ReleaseReason.ASKED))));
  }

  /** From now on the story tells itself what a successor answers that is not wanted any more. */
  Story withSilentSuccessors() {
    answers = false;
    return this;
  }

  Story thenOrders(String... expected) {
    assertThat(orders()).containsExactly(expected);
    return this;
  }

  List<String> orders() {
    return orders.stream()
        .map(CommandRecord::command)
        .filter(command -> !tellsOnlySessions(command))
        .map(CommandText::of)
        .toList();
  }

  /** Most stories have no channel, and are not about who has a session. */
  private static boolean tellsOnlySessions(Command command) {
    return command instanceof Command.Peers peers
        && peers.members().stream().allMatch(member -> member.channel().isEmpty());
  }

  Result last() {
    return last;
  }

  /** Returns the lines of the last fact told, and of answers to it. */
  List<AuditEntry> audit() {
    return List.copyOf(audit);
  }

  /** Returns a detail as it is written in the only line of that kind. */
  String detail(AuditEntry.Kind kind, AuditDetail<?> detail) {
    List<AuditEntry> lines = audit.stream().filter(line -> line.kind() == kind).toList();
    assertThat(lines).hasSize(1);
    return String.valueOf(lines.get(0).details().get(detail.name()));
  }

  /** Returns a detail as it is written in the only line of that kind and summary. */
  String detail(AuditEntry.Kind kind, AuditDetail<?> detail, String summary) {
    return audit.stream()
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
