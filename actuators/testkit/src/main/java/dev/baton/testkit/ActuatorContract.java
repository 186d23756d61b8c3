package dev.baton.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.cloudstubs.Trouble;
import dev.baton.cloudstubs.Troubles;
import dev.baton.spi.Actuator;
import dev.baton.spi.ActuatorException;
import dev.baton.spi.ApiCall;
import dev.baton.spi.Assignment;
import dev.baton.spi.Preflight;
import dev.baton.spi.Receipt;
import dev.baton.spi.Verification;
import dev.baton.spi.Verification.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every actuator does, and does not, whatever goes wrong at whichever call. */
public abstract class ActuatorContract {

  /** Creates it; JUnit does. */
  protected ActuatorContract() {}

  /** A platform with two nodes, {@code a} and {@code b}, and a binding that points to {@code a}. */
  public interface World extends AutoCloseable {
    /** Returns an actuator that has seen nothing yet, as after a start. */
    Actuator actuator();

    /** Returns an assignment to a node, {@code a} or {@code b}. */
    Assignment to(String node, long epoch);

    /**
     * Returns the node to which the platform itself, asked past its API, points: {@code a}, {@code
     * b}, or another word for neither or a mixture.
     */
    String truth();

    /** Somebody else makes it point to that node. */
    void meddle(String node);

    /** Returns what goes wrong. */
    Troubles troubles();

    /** Whatever changes from now on stays pending, for a platform that does not do it at once. */
    default void changesStayPending() {}

    @Override
    void close();
  }

  /** Returns a fresh world. */
  protected abstract World world() throws Exception;

  @Test
  void moves() throws Exception {
    try (World world = world();
        Actuator actuator = world.actuator()) {
      Receipt receipt = actuator.apply(world.to("b", 2), Passes.peaceful());

      assertThat(receipt.changes()).isNotEmpty();
      assertThat(world.truth()).isEqualTo("b");
      assertThat(where(actuator, world.to("b", 2))).isEqualTo(Where.HERE);
      assertThat(where(actuator, world.to("a", 3))).isEqualTo(Where.ELSEWHERE);
    }
  }

  /** An account's owner asks who it was. */
  @Test
  void saysWhoItIs() throws Exception {
    try (World world = world();
        Actuator actuator = world.actuator()) {
      Verification unused = Passes.peaceful().move(actuator, world.to("b", 2));

      assertThat(world.troubles().callers()).allMatch(caller -> caller.contains("baton"));
    }
  }

  @Test
  void writesNothingThatIsInPlace() throws Exception {
    try (World world = world();
        Actuator actuator = world.actuator()) {
      Passes passes = Passes.peaceful();

      assertThat(actuator.apply(world.to("a", 1), passes).changes()).isEmpty();
      assertThat(passes.writes()).isEmpty();
    }
  }

  @Test
  void readsWithoutWriting() throws Exception {
    try (World world = world();
        Actuator actuator = world.actuator()) {
      Passes passes = Passes.peaceful();
      Verification unused = actuator.verify(world.to("b", 2), passes);
      Preflight looked = actuator.preflight(passes);

      assertThat(passes.writes()).isEmpty();
      assertThat(looked.passed()).as(looked.toString()).isTrue();
      assertThat(world.truth()).isEqualTo("a");
    }
  }

  @Test
  void makesOnlyCallsThatItNames() throws Exception {
    try (World world = world();
        Actuator actuator = world.actuator()) {
      Preflight unusedLook = actuator.preflight(Passes.peaceful());
      Verification unused = Passes.peaceful().move(actuator, world.to("b", 2));

      Set<String> made = new TreeSet<>(world.troubles().calls());
      assertThat(actuator.calls()).extracting(ApiCall::action).containsAll(made);
    }
  }

  @Test
  void getsThereWhateverGoesWrongOnceAtAnyCall() throws Exception {
    int calls = callsOfAMove();
    List<Callable<Boolean>> cases = new ArrayList<>();
    for (Trouble trouble :
        List.of(
            Trouble.THROTTLED,
            Trouble.UNAVAILABLE,
            Trouble.ANSWER_LOST,
            Trouble.LATE,
            Trouble.LAPSED)) {
      for (int call = 0; call < calls; call++) {
        int number = call;
        cases.add(() -> getsThere(trouble, number));
      }
    }
    sideBySide(cases);
  }

  private boolean getsThere(Trouble trouble, int number) throws Exception {
    try (World world = world();
        Actuator actuator = world.actuator()) {
      world.troubles().at(number, trouble);

      Verification seen = Passes.peaceful().move(actuator, world.to("b", 2));

      assertThat(seen.where()).as(trouble + " at call " + number).isEqualTo(Where.HERE);
      assertThat(world.truth()).as(trouble + " at call " + number).isEqualTo("b");
    }
    return true;
  }

  @Test
  void goesOnAfterACrashBeforeAnyCall() throws Exception {
    int calls = callsOfAMove();
    List<Callable<Boolean>> cases = new ArrayList<>();
    for (int call = 0; call < calls; call++) {
      int number = call;
      cases.add(() -> goesOnAfterACrashBefore(number));
    }
    sideBySide(cases);
  }

  private boolean goesOnAfterACrashBefore(int number) throws Exception {
    try (World world = world()) {
      Passes dying = Passes.crashingAt(number);
      try (Actuator actuator = world.actuator()) {
        assertThatThrownBy(() -> dying.move(actuator, world.to("b", 2)))
            .isInstanceOf(Passes.Crash.class);
      }
      try (Actuator successor = world.actuator()) {
        Verification seen = Passes.peaceful().move(successor, world.to("b", 2));

        assertThat(seen.where()).as("crash before call " + number).isEqualTo(Where.HERE);
        assertThat(world.truth()).isEqualTo("b");
      }
    }
    return true;
  }

  /** Each case has a platform of its own, and waits most of its time. */
  private static void sideBySide(List<Callable<Boolean>> cases) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (Future<Boolean> ended : threads.invokeAll(cases, 4, TimeUnit.MINUTES)) {
        boolean unused = ended.get(0, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** Reads may tell of what was, or of what is to be: whoever comes next writes what it is for. */
  @Test
  void leavesAPendingChangeToWhoeverOvertakesIt() throws Exception {
    try (World world = world();
        Actuator actuator = world.actuator()) {
      world.changesStayPending();
      overtake(actuator, world.to("b", 2));
      Passes next = Passes.overtaken();

      overtake(actuator, world.to("a", 3), next);

      assertThat(next.writes()).isNotEmpty();
    }
  }

  private static void overtake(Actuator actuator, Assignment assignment) {
    overtake(actuator, assignment, Passes.overtaken());
  }

  private static void overtake(Actuator actuator, Assignment assignment, Passes overtaken) {
    try {
      Receipt unused = actuator.apply(assignment, overtaken);
    } catch (ActuatorException refusal) {
      assertThat(refusal.kind())
          .isIn(ActuatorException.Kind.SUPERSEDED, ActuatorException.Kind.TRANSIENT);
    }
  }

  @Test
  void writesNothingForAnEpochThatIsPassed() throws Exception {
    try (World world = world();
        Actuator actuator = world.actuator()) {
      Passes superseded = Passes.superseded();

      assertThatThrownBy(() -> superseded.move(actuator, world.to("b", 2)))
          .isInstanceOfSatisfying(
              ActuatorException.class,
              refusal -> assertThat(refusal.kind()).isEqualTo(ActuatorException.Kind.SUPERSEDED));
      assertThat(world.truth()).isEqualTo("a");
    }
  }

  @Test
  void doesNotTakeWhatItCannotReadForElsewhere() throws Exception {
    for (Trouble trouble : List.of(Trouble.THROTTLED, Trouble.UNAVAILABLE, Trouble.FORBIDDEN)) {
      try (World world = world();
          Actuator actuator = world.actuator()) {
        actuator.calls().stream()
            .filter(call -> !call.writes())
            .forEach(call -> world.troubles().always(call.action(), trouble));

        assertThat(where(actuator, world.to("a", 1))).as(trouble.name()).isEqualTo(Where.UNKNOWN);
      }
    }
  }

  /** By the platform's own word, which it says in the body of its answer. */
  @Test
  void takesLapsedCredentialsForPassing() throws Exception {
    try (World world = world();
        Actuator actuator = world.actuator()) {
      actuator.calls().forEach(call -> world.troubles().always(call.action(), Trouble.LAPSED));

      assertThatThrownBy(() -> actuator.apply(world.to("b", 2), Passes.peaceful()))
          .isInstanceOfSatisfying(
              ActuatorException.class,
              refusal -> {
                assertThat(refusal.kind()).isEqualTo(ActuatorException.Kind.TRANSIENT);
                assertThat(refusal.code()).doesNotContain("HTTP").isNotEmpty();
              });
    }
  }

  @Test
  void saysThatAMissingPermissionWillNotPass() throws Exception {
    try (World world = world();
        Actuator actuator = world.actuator()) {
      actuator.calls().stream()
          .filter(ApiCall::writes)
          .forEach(call -> world.troubles().always(call.action(), Trouble.FORBIDDEN));

      assertThatThrownBy(() -> actuator.apply(world.to("b", 2), Passes.peaceful()))
          .isInstanceOfSatisfying(
              ActuatorException.class,
              refusal -> {
                assertThat(refusal.kind()).isEqualTo(ActuatorException.Kind.PERMANENT);
                assertThat(actuator.calls()).extracting(ApiCall::action).contains(refusal.action());
                assertThat(refusal.code()).isNotEmpty();
              });
      assertThat(world.truth()).isEqualTo("a");
    }
  }

  @Test
  void undoesAWrongTakeover() throws Exception {
    try (World world = world();
        Actuator actuator = world.actuator()) {
      world.meddle("b");
      assertThat(where(actuator, world.to("a", 1))).isEqualTo(Where.ELSEWHERE);

      assertThat(Passes.peaceful().move(actuator, world.to("a", 1)).where()).isEqualTo(Where.HERE);
      assertThat(world.truth()).isEqualTo("a");
    }
  }

  @Test
  void getsThereThoughReadsTellOfThePast() throws Exception {
    try (World world = world();
        Actuator actuator = world.actuator()) {
      world.troubles().staleReads(3);

      assertThat(Passes.peaceful().move(actuator, world.to("b", 2)).where()).isEqualTo(Where.HERE);
      assertThat(world.truth()).isEqualTo("b");
    }
  }

  private static Where where(Actuator actuator, Assignment assignment) {
    return actuator.verify(assignment, Passes.peaceful()).where();
  }

  private int callsOfAMove() throws Exception {
    try (World world = world();
        Actuator actuator = world.actuator()) {
      Verification unused = Passes.peaceful().move(actuator, world.to("b", 2));
      return world.troubles().calls().size();
    }
  }
}
