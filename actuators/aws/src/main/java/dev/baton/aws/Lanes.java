package dev.baton.aws;

import dev.baton.spi.ActuatorException;
import dev.baton.spi.Attempt;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Makes several independent writes at the same time. The attempt is asked and told on the caller's
 * thread only. No write is running any more when the call returns, however it ends.
 */
final class Lanes implements AutoCloseable {
  private static final int WIDTH = 8;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          WIDTH,
          work -> {
            Thread thread = new Thread(work, "aws-writes");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * One write.
   *
   * @param action the call
   * @param subject the part that it changes
   * @param what the change in words
   * @param call makes the write within that time; throws an {@link ActuatorException}
   */
  record Step(String action, String subject, String what, Consumer<Duration> call) {}

  /**
   * The result of the writes.
   *
   * @param changes what was done
   * @param failures the failed writes, in the order of the steps
   */
  record Ended(List<String> changes, List<ActuatorException> failures) {}

  private record Running(Step step, Future<?> call) {}

  /**
   * Makes all writes, even if some of them fail.
   *
   * @throws ActuatorException only the attempt's own; no further write is started then
   */
  Ended run(List<Step> steps, Attempt attempt) {
    Ended ended = new Ended(new ArrayList<>(), new ArrayList<>());
    Deque<Running> running = new ArrayDeque<>();
    try {
      for (Step step : steps) {
        if (running.size() == WIDTH) {
          settle(running.remove(), attempt, ended);
        }
        attempt.write(step.action());
        Duration timeLeft = attempt.timeLeft();
        running.add(new Running(step, threads.submit(() -> step.call().accept(timeLeft))));
      }
    } finally {
      while (!running.isEmpty()) {
        settle(running.remove(), attempt, ended);
      }
    }
    return ended;
  }

  private static void settle(Running running, Attempt attempt, Ended ended) {
    Step step = running.step();
    try {
      awaitEnd(running.call());
      ended.changes().add(step.subject() + ": " + step.what());
      attempt.did(step.subject(), step.what());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ActuatorException refusal) {
        ended.failures().add(refusal);
      } else {
        throw new IllegalStateException(step.action() + " on " + step.subject(), e.getCause());
      }
    }
  }

  /**
   * Waits even if interrupted: the write has a deadline of its own, and must not outlive the
   * caller's pass.
   */
  private static void awaitEnd(Future<?> call) throws ExecutionException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          Object unused = call.get();
          return;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
