package dev.baton.compose.service;

import dev.baton.linux.RealTime;
import dev.baton.linux.SystemCallException;
import dev.baton.scheduling.RealTimeScheduling;
import java.io.UncheckedIOException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the threads on which a failover depends real-time, if the operating system allows it, and
 * also the JVM's garbage collector threads. A real-time thread waits for these during a collection,
 * so any busy process on the host would delay it otherwise.
 */
public final class RealTimeThreads {
  private static final Logger LOG = LoggerFactory.getLogger(RealTimeThreads.class);

  /** The names of HotSpot's serial and parallel collector threads. */
  private static final Set<String> COLLECTORS =
      Set.of("VM Thread", "GC Thread#0", "GC Thread#1", "GC Thread#2", "GC Thread#3");

  private RealTimeThreads() {}

  /**
   * Tries it on the calling thread. If that is not allowed, it logs a message and the threads stay
   * ordinary ones.
   */
  public static void useRealTime() {
    try {
      RealTime.begin();
      RealTime.end();
      RealTimeScheduling.by(RealTimeThreads::schedule);
      RealTime.give(ProcessHandle.current().pid(), COLLECTORS);
    } catch (SystemCallException | UncheckedIOException | UnsatisfiedLinkError e) {
      LOG.atInfo()
          .addKeyValue("why", e.getMessage())
          .log("No real-time threads: on a busy host renewals and failovers may be late");
    }
  }

  private static void schedule(RealTimeScheduling.Turn turn) {
    try {
      switch (turn) {
        case ORDINARY -> RealTime.end();
        case FIRST -> RealTime.begin();
        case FIRST_WITH_ALL_IT_MAKES -> RealTime.beginWithThreadsToCome();
      }
    } catch (SystemCallException e) {
      LOG.atWarn()
          .addKeyValue("thread", Thread.currentThread().getName())
          .addKeyValue("turn", turn)
          .log("The operating system refuses it: {}", e.getMessage());
    }
  }
}
