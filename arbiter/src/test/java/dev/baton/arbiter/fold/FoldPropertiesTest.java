package dev.baton.arbiter.fold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.Source;
import dev.baton.model.command.Command;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.fact.Outcome;
import dev.baton.model.fact.OutcomeResult;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What must hold for every log, however senseless. */
public class FoldPropertiesTest {
  private static final List<String> NODES = List.of("a", "b", "c");
  private static final int LENGTH = 250;

  @Property(tries = 100)
  void epochsNeverFallAndSourcesAlwaysRise(@ForAll long seed, @ForAll boolean losses) {
    Story story = begin(seed);
    Random random = new Random(seed);
    Epoch epoch = Epoch.NONE;
    Source source = Source.NONE;
    for (int i = 0; i < LENGTH; i++) {
      Result result = story.append(next(random, story, losses));
      assertThat(story.state().epoch()).isGreaterThanOrEqualTo(epoch);
      epoch = story.state().epoch();
      for (CommandRecord order : result.orders()) {
        assertThat(order.source()).isGreaterThan(source);
        source = order.source();
      }
    }
  }

  @Property(tries = 100)
  void nobodyIsAssignedBeforeThePredecessorLetGoOrDied(@ForAll long seed) {
    Story story = begin(seed);
    Random random = new Random(seed);
    Witness witness = new Witness();
    for (int i = 0; i < LENGTH; i++) {
      Fact fact = next(random, story, false);
      Result result = story.append(fact);
      witness.see(fact, result);
    }
  }

  @Property(tries = 100)
  void eitherSomebodyStandsReadyOrItIsKnownWhyNobodyDoes(
      @ForAll long seed, @ForAll boolean losses) {
    Story story = begin(seed);
    Random random = new Random(seed);
    for (int i = 0; i < LENGTH; i++) {
      story.append(next(random, story, losses));
      ClusterState state = story.state();
      boolean stands = state.succession().successor().filter(of -> !of.withdrawn()).isPresent();
      assertThat(stands || SuccessorChoice.of(state, FoldRules.FIRST).reason().isPresent())
          .as("at %s: %s", state.folded(), state.assignment())
          .isTrue();
    }
  }

  @Property(tries = 50)
  void theSameLogGivesTheSameDecisions(@ForAll long seed, @ForAll boolean losses) {
    List<FactRecord> log = randomLog(seed, losses);

    assertThat(foldAll(FoldReplica.from(PartitionFold.standard(), List.of()), log))
        .isEqualTo(foldAll(FoldReplica.from(PartitionFold.standard(), List.of()), log));
  }

  @Property(tries = 100)
  void goingOnFromASnapshotIsTheSameAsNeverHavingStopped(
      @ForAll long seed, @ForAll boolean losses, @ForAll @IntRange(max = LENGTH) int cut) {
    List<FactRecord> log = randomLog(seed, losses);
    FoldReplica whole = FoldReplica.from(PartitionFold.standard(), List.of());
    foldAll(whole, log.subList(0, cut));
    FoldReplica resumed = FoldReplica.from(PartitionFold.standard(), snapshots(whole.model()));

    assertThat(foldAll(resumed, log.subList(cut, log.size())))
        .isEqualTo(foldAll(whole, log.subList(cut, log.size())));
    assertThat(resumed.model().clusters()).isEqualTo(whole.model().clusters());
  }

  @Property(tries = 100)
  void whatAStateWaitsForIsNeverRefusedWhenItIsOver(@ForAll long seed) {
    Story story = begin(seed);
    Random random = new Random(seed);
    for (int i = 0; i < LENGTH; i++) {
      story.append(next(random, story, false));
    }
    for (int i = 0; i < 100 && !Deadlines.of(story.state()).isEmpty(); i++) {
      Fact over = Deadlines.of(story.state()).get(0).fact();
      story.append(over);
      assertThat(Deadlines.of(story.state())).extracting(Wait::fact).doesNotContain(over);
    }
    assertThat(Deadlines.of(story.state())).isEmpty();
  }

  @Property(tries = 200)
  void nothingIsDecidedBecauseOfAnOutcome(@ForAll long seed) {
    List<FactRecord> log = randomLog(seed, false);
    List<FactRecord> without = log.stream().map(FoldPropertiesTest::withoutOutcome).toList();

    assertThat(orders(log)).isEqualTo(orders(without));
  }

  /** Puts something in its place that is only written down. */
  private static FactRecord withoutOutcome(FactRecord entry) {
    Fact disturbance = FactText.parse("incident a 1", ClusterState.empty(FactText.WEB));
    return entry.fact() instanceof Outcome
        ? new FactRecord(entry.cluster(), entry.position(), entry.timestamp(), disturbance)
        : entry;
  }

  private static List<CommandRecord> orders(List<FactRecord> log) {
    return foldAll(FoldReplica.from(PartitionFold.standard(), List.of()), log).stream()
        .flatMap(result -> result.orders().stream())
        .toList();
  }

  private static Story begin(long seed) {
    return Story.given("define 1 a:200,b:100,c:50" + hooks(seed)).withSilentSuccessors();
  }

  private static String hooks(long seed) {
    return seed % 2 == 0 ? "" : " demote 1s promote 1s failback 1s moves 3 window 1s";
  }

  /** A log of random facts of one cluster. */
  public static List<FactRecord> randomLog(long seed, boolean losses) {
    Story story = begin(seed);
    Random random = new Random(seed);
    for (int i = 0; i < LENGTH; i++) {
      story.append(next(random, story, losses));
    }
    return story.log();
  }

  private static List<Result> foldAll(FoldReplica fold, List<FactRecord> log) {
    List<Result> results = new ArrayList<>();
    log.forEach(entry -> results.add(fold.apply(entry)));
    return results;
  }

  private static List<Snapshot> snapshots(PartitionModel model) {
    return model.clusters().stream()
        .map(state -> new Snapshot(state, model.partition(), 0))
        .toList();
  }

  /** A fact that may well make sense. */
  private static Fact next(Random random, Story story, boolean losses) {
    ClusterState state = story.state();
    List<Wait> waits = Deadlines.of(state);
    if (random.nextInt(6) == 0 && !waits.isEmpty()) {
      return waits.get(random.nextInt(waits.size())).fact();
    }
    Optional<Command> asked =
        story.last().orders().stream().map(CommandRecord::command).findFirst();
    if (asked.isPresent() && random.nextInt(3) > 0) {
      return Obedience.answer(asked.orElseThrow(), state);
    }
    return FactText.parse(line(random, state, losses), state);
  }

  private static String line(Random random, ClusterState state, boolean losses) {
    String node = NODES.get(random.nextInt(3));
    String session = node + random.nextInt(4);
    long epoch = Math.max(0, state.epoch().value() - random.nextInt(2));
    String seen = losses && random.nextInt(5) == 0 ? "" + (epoch + 2) : "" + epoch;
    return switch (random.nextInt(losses ? 17 : 16)) {
      case 0, 1 -> "first " + node + " " + session;
      case 2 -> "first " + node + " " + session + " ended " + node + random.nextInt(4);
      case 3, 4 -> "alive " + node + " " + session + " seen " + seen + " read 2";
      case 5 -> "closed " + node + " " + session;
      case 6, 7 -> "healthy " + node;
      case 8 -> "unhealthy " + node;
      case 9 -> "released " + epoch + " " + node + " " + session;
      case 10 -> "acquired " + epoch + " " + node + " " + session;
      case 11 -> "switchover to " + node;
      case 12 -> random.nextBoolean() ? "standby " + node : "resume " + node;
      case 13 -> "define " + (state.definitions().latestVersion() + 1) + " a:1,b:2,c:3";
      case 14 -> random.nextBoolean() ? "acknowledge" : "failed " + epoch + " " + node;
      case 15 -> "outcome " + seen + " " + node + " arp 0 " + result(random);
      default -> "gap 5";
    };
  }

  private static OutcomeResult result(Random random) {
    List<OutcomeResult> all = List.of(OutcomeResult.values());
    return all.get(random.nextInt(all.size()));
  }

  /** What an honest keeper or agent answers. */
  private record Obedience(ClusterState state) implements Command.Cases<String> {
    static Fact answer(Command command, ClusterState state) {
      return FactText.parse(command.match(new Obedience(state)), state);
    }

    @Override
    public String release(Command.Release command) {
      String held = command.epoch().equals(state.epoch()) ? "" : " unheld";
      return "released " + command.epoch() + " " + command.node() + " " + command.session() + held;
    }

    @Override
    public String assign(Command.Assign command) {
      return "acquired " + command.epoch() + " " + command.node() + " " + command.session();
    }

    @Override
    public String next(Command.Next command) {
      // By the holder's word.
      return "acquired " + command.epoch() + " " + command.node() + " " + command.session();
    }

    @Override
    public String peers(Command.Peers command) {
      return "healthy a";
    }

    @Override
    public String dead(Command.Dead command) {
      return "first " + command.session().value().charAt(0) + " new" + state.folded();
    }

    @Override
    public String define(Command.Define command) {
      return "healthy a";
    }

    @Override
    public String undefine(Command.Undefine command) {
      return "healthy a";
    }

    @Override
    public String demote(Command.Demote command) {
      return "hook demote " + command.epoch() + " " + command.node() + " 0";
    }

    @Override
    public String promote(Command.Promote command) {
      return "hook promote " + command.epoch() + " " + command.node() + " 0";
    }

    @Override
    public String tick(Command.Tick command) {
      return "healthy a";
    }
  }

  /** Remembers by itself who may hold, from facts and commands alone. */
  private static final class Witness {
    private Epoch epoch = Epoch.NONE;
    private Optional<SessionId> holder = Optional.empty();
    private Optional<NodeId> node = Optional.empty();
    private final Map<Epoch, SessionId> given = new TreeMap<>();

    void see(Fact fact, Result result) {
      if (ends(fact)) {
        holder = Optional.empty();
      }
      result.orders().forEach(order -> see(order, result.next().partition().folded()));
    }

    private boolean ends(Fact fact) {
      if (fact instanceof Fact.Released released) {
        return released.epoch().equals(epoch) && holder.equals(Optional.of(released.session()));
      }
      if (fact instanceof Fact.Failed failed) {
        return failed.epoch().equals(epoch) && node.equals(Optional.of(failed.node()));
      }
      // The successor opened on the holder's word.
      return fact instanceof Fact.Acquired acquired
          && acquired.epoch().isAfter(epoch)
          && acquired.session().equals(given.get(acquired.epoch()));
    }

    private void see(CommandRecord order, Position at) {
      if (order.command() instanceof Command.Dead dead
          && holder.equals(Optional.of(dead.session()))) {
        holder = Optional.empty();
      }
      if (order.command() instanceof Command.Next next) {
        assertThat(next.epoch()).isGreaterThan(epoch);
        assertThat(given.put(next.epoch(), next.session())).as("given twice: %s", next).isNull();
      }
      if (order.command() instanceof Command.Assign assign) {
        boolean again =
            assign.epoch().equals(epoch) && holder.equals(Optional.of(assign.session()));
        if (!again) {
          assertThat(holder).as("who holds %s when %s follows at %s", epoch, assign, at).isEmpty();
          assertThat(assign.epoch()).isGreaterThan(epoch);
          assertThat(given.getOrDefault(assign.epoch(), assign.session()))
              .as("whose number it is: %s", assign)
              .isEqualTo(assign.session());
        }
        given.put(assign.epoch(), assign.session());
        epoch = assign.epoch();
        holder = Optional.of(assign.session());
        node = Optional.of(assign.node());
      }
    }
  }
}
