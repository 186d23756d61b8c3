package dev.baton.log.memory;

import dev.baton.log.LogUnavailableException;
import dev.baton.model.Position;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** What stands between one client and the log: its faults, and its thread for acknowledgements. */
final class Client implements AutoCloseable {

  private final ExecutorService acknowledgements =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "memory-log-acknowledgements");
            thread.setDaemon(true);
            return thread;
          });
  private final Deque<Sending> waiting = new ArrayDeque<>();

  // Read without the lock by readers, which hold their partition's: an append takes both.
  private volatile Fault fault = Fault.NONE;
  private volatile boolean closed;

  /**
   * Sends now, or when the client is no longer cut off; completes {@code done} on the own thread.
   */
  synchronized void send(Supplier<Position> append, CompletableFuture<Position> done, String what) {
    Sending sending = new Sending(append, done, what);
    if (closed) {
      done.completeExceptionally(unavailable(what + ": the log is closed"));
    } else if (fault == Fault.CUT_OFF) {
      waiting.add(sending);
    } else {
      send(sending);
    }
  }

  private void send(Sending sending) {
    CompletableFuture<Position> done = sending.done;
    switch (fault) {
      case NONE -> {
        Position position = sending.append.get();
        acknowledgements.execute(() -> done.complete(position));
      }
      case APPENDS_FAIL -> fail(sending, "made to fail");
      case ACKNOWLEDGEMENTS_LOST -> fail(sending, "appended at " + sending.append.get());
      case CUT_OFF -> waiting.add(sending);
    }
  }

  private void fail(Sending sending, String why) {
    acknowledgements.execute(
        () -> sending.done.completeExceptionally(unavailable(sending.what + ": " + why)));
  }

  Fault fault() {
    return fault;
  }

  /** Tells whether readers are to wait. */
  boolean cutOff() {
    return fault == Fault.CUT_OFF && !closed;
  }

  synchronized void setFault(Fault next) {
    fault = next;
    if (next != Fault.CUT_OFF) {
      while (!waiting.isEmpty()) {
        send(waiting.remove());
      }
    }
  }

  /** Checks that the log answers this client. */
  void requireReachable(String what) {
    if (closed || fault == Fault.CUT_OFF) {
      throw unavailable("cannot " + what + ": the log does not answer");
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    while (!waiting.isEmpty()) {
      fail(waiting.remove(), "the log was closed");
    }
    acknowledgements.shutdown();
  }

  static LogUnavailableException unavailable(String message) {
    return new LogUnavailableException(message, new IllegalStateException("in memory"));
  }

  /** One append on its way. */
  private record Sending(
      Supplier<Position> append, CompletableFuture<Position> done, String what) {}
}
