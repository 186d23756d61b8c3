package dev.baton.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.scheduling.RealTimeScheduling.Turn;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the operating system is asked for. */
class RealTimeSchedulingTest {
  /** What the threads are called that count: others may ask at the same time. */
  private static final String MINE = "mine";

  private final List<Turn> asked = new CopyOnWriteArrayList<>();

  @BeforeEach
  void ask() {
    RealTimeScheduling.by(
        turn -> {
          if (Thread.currentThread().getName().equals(MINE)) {
            asked.add(turn);
          }
        });
  }

  @AfterEach
  void askNobody() {
    RealTimeScheduling.by(turn -> {});
  }

  @Test
  void asksForWhatThePrioritySaysOnceAThreadHasSettled() throws InterruptedException {
    Thread thread = new Thread(RealTimeScheduling::settle, MINE);
    RealTimeScheduling.first(thread);
    assertThat(asked).isEmpty();
    run(thread);
    assertThat(asked).containsExactly(Turn.FIRST);
  }

  @Test
  void passesItOnToWhatALibraryMakesAndIsAsBeforeAfterwards() throws InterruptedException {
    List<Integer> priorities = new CopyOnWriteArrayList<>();
    run(
        new Thread(
            () -> {
              priorities.add(Thread.currentThread().getPriority());
              priorities.add(
                  RealTimeScheduling.amongFirst(() -> Thread.currentThread().getPriority()));
              priorities.add(Thread.currentThread().getPriority());
            },
            MINE));
    assertThat(asked).containsExactly(Turn.FIRST_WITH_ALL_IT_MAKES, Turn.ORDINARY);
    assertThat(priorities)
        .containsExactly(Thread.NORM_PRIORITY, Thread.MAX_PRIORITY, Thread.NORM_PRIORITY);
  }

  @Test
  void doesSomethingLongWithoutItAndHasItAgainAfterwards() throws InterruptedException {
    Thread thread =
        new Thread(
            () -> {
              RealTimeScheduling.settle();
              int unused = RealTimeScheduling.without(() -> 1);
            },
            MINE);
    RealTimeScheduling.first(thread);
    run(thread);
    assertThat(asked).containsExactly(Turn.FIRST, Turn.ORDINARY, Turn.FIRST);
  }

  @Test
  void takesPrecedenceFromAThreadAndGivesNone() {
    Thread thread = new Thread(() -> {}, MINE);
    RealTimeScheduling.first(thread);
    RealTimeScheduling.notFirst(thread);
    assertThat(thread.getPriority()).isEqualTo(Thread.NORM_PRIORITY);

    RealTimeScheduling.last(thread);
    RealTimeScheduling.notFirst(thread);
    assertThat(thread.getPriority()).isEqualTo(Thread.MIN_PRIORITY);
  }

  private static void run(Thread thread) throws InterruptedException {
    thread.start();
    thread.join(TimeUnit.SECONDS.toMillis(30));
    assertThat(thread.isAlive()).isFalse();
  }
}
