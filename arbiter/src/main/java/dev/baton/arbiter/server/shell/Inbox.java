package dev.baton.arbiter.server.shell;

import dev.baton.arbiter.server.shell.Inputs.Input;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What waits for a loop's thread. A reader is held up when too much of what it read waits; answers
 * of the producer never are, their number is bounded by what was sent.
 *
 * <p>Commands and answers are told before events that came earlier. They are few. A leader that has
 * fallen behind with the events must still see in time that it reads its own ticks, and whether
 * another one leads.
 */
final class Inbox implements AutoCloseable {
  /** Records of a topic read ahead of the loop. */
  private static final int MOST_RECORDS = 10_000;

  private final Queue<Input> first = new ConcurrentLinkedQueue<>();
  private final Queue<Input> events = new ConcurrentLinkedQueue<>();
  private final Semaphore waiting = new Semaphore(0);
  private final Semaphore roomForCommands = new Semaphore(MOST_RECORDS);
  private final Semaphore roomForEvents = new Semaphore(MOST_RECORDS);
  private volatile boolean closed;

  /** Takes an event from its reader; waits for room, unless the inbox was closed. */
  void event(Input input) {
    record(input, roomForEvents, events);
  }

  /** Takes a command from its reader; waits for room, unless the inbox was closed. */
  void command(Input input) {
    record(input, roomForCommands, first);
  }

  private void record(Input input, Semaphore room, Queue<Input> into) {
    try {
      boolean admitted = false;
      while (!closed && !admitted) {
        admitted = room.tryAcquire(50, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    add(
        into,
        (runner, now) -> {
          room.release();
          return input.tell(runner, now);
        });
  }

  /** Takes an answer from the producer. */
  void answer(Input input) {
    add(first, input);
  }

  private void add(Queue<Input> into, Input input) {
    if (!closed) {
      into.add(input);
      waiting.release();
    }
  }

  /** Returns the next input, or nothing when the time is over; to be called by one thread. */
  Optional<Input> next(long nanos) throws InterruptedException {
    return waiting.tryAcquire(nanos, TimeUnit.NANOSECONDS)
        ? Optional.ofNullable(first.poll()).or(() -> Optional.ofNullable(events.poll()))
        : Optional.empty();
  }

  int size() {
    return waiting.availablePermits();
  }

  /** Lets readers go; what comes now is dropped. */
  @Override
  public void close() {
    closed = true;
  }
}
