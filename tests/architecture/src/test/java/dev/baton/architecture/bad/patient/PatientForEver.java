package dev.baton.architecture.bad.patient;

import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;

/** Breaks the rule with every member: each may never come back. */
@SuppressWarnings("WaitNotInLoop") // of the wait alone is spoken here
public final class PatientForEver {
  public void acquire(Semaphore semaphore) throws Exception {
    semaphore.acquire();
  }

  public void all(ExecutorService executor, List<Callable<String>> calls) throws Exception {
    executor.invokeAll(calls).forEach(Future::isDone);
  }

  public void barrier(CyclicBarrier barrier) throws Exception {
    int unused = barrier.await();
  }

  public void condition(Condition condition) throws Exception {
    condition.await();
  }

  public void exchange(Exchanger<String> exchanger) throws Exception {
    String unused = exchanger.exchange("");
  }

  public void forever() {
    Awaitility.await().forever().until(() -> false);
  }

  public String get(Future<String> future) throws Exception {
    return future.get();
  }

  public String getOfATask(FutureTask<String> task) throws Exception {
    return task.get();
  }

  public String getOfCompletable(CompletableFuture<String> future) throws Exception {
    return future.get();
  }

  public String join(CompletableFuture<String> future) {
    return future.join();
  }

  public List<String> joinByReference(List<CompletableFuture<String>> futures) {
    return futures.stream().map(CompletableFuture::join).toList();
  }

  public CompletableFuture<String> joinInALambda(CompletableFuture<String> future) {
    return CompletableFuture.supplyAsync(() -> future.join());
  }

  public void joinOfAThread(Thread thread) throws Exception {
    thread.join();
  }

  public void latch(CountDownLatch latch) throws Exception {
    latch.await();
  }

  public void park() {
    LockSupport.park();
  }

  public int phase(Phaser phaser) {
    return phaser.arriveAndAwaitAdvance();
  }

  public String take(BlockingQueue<String> queue) throws Exception {
    return queue.take();
  }

  public String takeFirst(BlockingDeque<String> queue) throws Exception {
    return queue.takeFirst();
  }

  public synchronized void waits() throws Exception {
    wait();
  }

  public int waitFor(Process process) throws Exception {
    return process.waitFor();
  }
}
