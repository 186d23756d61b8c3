package dev.baton.compose.wiring;

import dev.baton.log.EventLog;
import dev.baton.model.ClusterId;
import dev.baton.model.Position;
import dev.baton.model.fact.Fact;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Appends of several users of one log, in the order in which they come. A fact may wait a moment
 * for what another user has to say because of it, so that both go into the log together: a broker
 * answers one request of a client after the other, so that the second of two appends would arrive a
 * whole round later, and each reader be woken twice. Thread-safe.
 */
final class JointAppends {
  private Optional<Waiting> waiting = Optional.empty();

  /** A fact that waits. */
  private record Waiting(
      EventLog log, ClusterId cluster, Fact fact, CompletableFuture<Position> appended) {
    /** Appends it alone; what the log refuses at once is also what it comes to. */
    void append() {
      appendWith(() -> List.of(log.append(cluster, fact)));
    }

    /** Appends it as the first of several. */
    List<CompletionStage<Position>> appendWith(
        Supplier<List<CompletionStage<Position>>> appending) {
      try {
        List<CompletionStage<Position>> all = appending.get();
        becomes(all.get(0));
        return all;
      } catch (RuntimeException e) {
        appended.completeExceptionally(e);
        throw e;
      }
    }

    private void becomes(CompletionStage<Position> stage) {
      var unused =
          stage.whenComplete(
              (position, failure) -> {
                if (failure == null) {
                  appended.complete(position);
                } else {
                  appended.completeExceptionally(failure);
                }
              });
    }
  }

  /**
   * Appends a fact, together with one that waits.
   *
   * @return as {@link EventLog#append}
   */
  synchronized CompletionStage<Position> append(EventLog log, ClusterId cluster, Fact fact) {
    Optional<Waiting> company = waiting.filter(first -> first.cluster().equals(cluster));
    if (company.isEmpty()) {
      send();
      return log.append(cluster, fact);
    }
    waiting = Optional.empty();
    Waiting first = company.orElseThrow();
    return first.appendWith(() -> log.appendTogether(cluster, List.of(first.fact(), fact))).get(1);
  }

  /**
   * Takes a fact, which waits until the next one comes or {@link #send} is called.
   *
   * @return as {@link EventLog#append}
   */
  synchronized CompletionStage<Position> begin(EventLog log, ClusterId cluster, Fact fact) {
    send();
    CompletableFuture<Position> appended = new CompletableFuture<>();
    waiting = Optional.of(new Waiting(log, cluster, fact, appended));
    return appended;
  }

  /** Appends what waits, if anything does. */
  synchronized void send() {
    Optional<Waiting> alone = waiting;
    waiting = Optional.empty();
    alone.ifPresent(Waiting::append);
  }

  /** Forgets what waits, if anything does: it comes to nothing. */
  synchronized void drop() {
    waiting.ifPresent(alone -> alone.appended().cancel(false));
    waiting = Optional.empty();
  }

  /** Appends what waits now, unless that has happened by then. */
  synchronized void sendAfter(Duration most) {
    waiting.ifPresent(
        now ->
            CompletableFuture.delayedExecutor(most.toNanos(), TimeUnit.NANOSECONDS, Runnable::run)
                .execute(() -> sendIfStill(now)));
  }

  private synchronized void sendIfStill(Waiting then) {
    if (waiting.filter(then::equals).isPresent()) {
      send();
    }
  }
}
