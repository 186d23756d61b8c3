package dev.baton.architecture.bad.patient;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Waits with a deadline, for once: the rule has nothing to say about it. */
@SuppressWarnings("WaitNotInLoop") // of the wait alone is spoken here
public final class PatientForAWhile {
  public void conditions() {
    Awaitility.await().until(() -> true);
    Awaitility.await().atMost(Duration.ofSeconds(1)).until(() -> true);
  }

  public String futures(Future<String> future, CompletableFuture<String> other) throws Exception {
    return future.get(1, TimeUnit.SECONDS) + other.orTimeout(1, TimeUnit.SECONDS).join();
  }

  public synchronized void monitor() throws Exception {
    wait(1000);
  }

  public boolean processes(Process process) throws Exception {
    return process.waitFor(1, TimeUnit.SECONDS);
  }

  public @Nullable String queues(BlockingQueue<String> queue) throws Exception {
    return queue.poll(1, TimeUnit.SECONDS);
  }

  public String others(Supplier<String> supplier) {
    return String.join(",", "", supplier.get());
  }

  public boolean threads(Thread thread, CountDownLatch latch) throws Exception {
    thread.join(1000);
    return latch.await(1, TimeUnit.SECONDS);
  }
}
