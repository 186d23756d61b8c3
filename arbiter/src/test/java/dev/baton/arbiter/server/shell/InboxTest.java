package dev.baton.arbiter.server.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.arbiter.fold.FoldReplica;
import dev.baton.arbiter.fold.PartitionFold;
import dev.baton.arbiter.server.core.PartitionRunner;
import dev.baton.arbiter.server.core.RunnerSettings;
import dev.baton.arbiter.server.shell.Inputs.Input;
import dev.baton.model.ArbiterId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InboxTest {
  private static final int MOST = 10_000;

  private final Inbox inbox = new Inbox();
  private final List<String> told = new ArrayList<>();
  private final PartitionRunner runner =
      new PartitionRunner(
          new RunnerSettings(new ArbiterId("x"), Duration.ofMillis(100), 3, Duration.ZERO, 0),
          FoldReplica.from(PartitionFold.standard(), List.of()),
          0);

  @Test
  void tellsCommandsAndAnswersBeforeTheEventsThatWait() throws InterruptedException {
    inbox.event(input("event 1"));
    inbox.event(input("event 2"));
    inbox.command(input("command 1"));
    inbox.answer(input("answer"));
    inbox.command(input("command 2"));

    assertThat(inbox.size()).isEqualTo(5);
    while (next()) {}

    assertThat(told).containsExactly("command 1", "answer", "command 2", "event 1", "event 2");
    assertThat(inbox.size()).isZero();
  }

  @Test
  void holdsUpTheReaderOfEventsAloneWhenTooManyWait() throws InterruptedException {
    Thread reader = heldUp();
    inbox.command(input("command"));

    assertThat(inbox.size()).isEqualTo(MOST + 1);
    assertThat(next()).as("the command").isTrue();
    assertThat(next()).as("an event, which makes room").isTrue();
    reader.join(TimeUnit.SECONDS.toMillis(30));

    assertThat(reader.isAlive()).isFalse();
    while (next()) {}
    assertThat(told).hasSize(MOST + 2).startsWith("command").endsWith("held up");
  }

  @Test
  void letsAReaderGoWhenItIsClosed() throws InterruptedException {
    Thread reader = heldUp();

    inbox.close();
    reader.join(TimeUnit.SECONDS.toMillis(30));

    assertThat(reader.isAlive()).isFalse();
    assertThat(inbox.size()).as("what comes after the end is dropped").isEqualTo(MOST);
  }

  /** Fills the inbox, and starts a reader that has one event more. */
  private Thread heldUp() {
    for (int index = 0; index < MOST; index++) {
      inbox.event(input("event"));
    }
    Thread reader = new Thread(() -> inbox.event(input("held up")), "reader");
    reader.start();
    return reader;
  }

  private boolean next() throws InterruptedException {
    Optional<Input> input = inbox.next(0);
    input.ifPresent(what -> what.tell(runner, 0));
    return input.isPresent();
  }

  private Input input(String what) {
    return (told, now) -> {
      this.told.add(what);
      return List.of();
    };
  }
}
