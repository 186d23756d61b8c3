package dev.baton.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.log.Precedence.Turn;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the operating system is asked for. */
class PrecedenceTest {
  private final List<Turn> asked = new CopyOnWriteArrayList<>();

  @BeforeEach
  void ask() {
    Thread me = Thread.currentThread();
    Precedence.by(
        turn -> {
          if (Thread.currentThread().getName().equals("mine") || Thread.currentThread() == me) {
            asked.add(turn);
          }
        });
  }

  @AfterEach
  void askNobody() {
    Precedence.by(turn -> {});
  }

  @Test
  void asksForWhatThePrioritySaysOnceAThreadHasSettled() throws InterruptedException {
    Thread thread = new Thread(Precedence::settle, "mine");
    Precedence.first(thread);
    assertThat(asked).isEmpty();
    thread.start();
    thread.join();
    assertThat(asked).containsExactly(Turn.FIRST);
  }

  @Test
  void passesItOnToWhatALibraryMakesAndIsAsBeforeAfterwards() {
    int before = Thread.currentThread().getPriority();
    int among = Precedence.amongFirst(() -> Thread.currentThread().getPriority());
    assertThat(among).isEqualTo(Thread.MAX_PRIORITY);
    assertThat(asked).containsExactly(Turn.FIRST_WITH_ALL_IT_MAKES, Turn.ORDINARY);
    assertThat(Thread.currentThread().getPriority()).isEqualTo(before);
  }

  @Test
  void doesSomethingLongWithoutItAndHasItAgainAfterwards() throws InterruptedException {
    Thread thread =
        new Thread(
            () -> {
              Precedence.settle();
              int unused = Precedence.without(() -> 1);
            },
            "mine");
    Precedence.first(thread);
    thread.start();
    thread.join();
    assertThat(asked).containsExactly(Turn.FIRST, Turn.ORDINARY, Turn.FIRST);
  }
}
