package dev.baton.compose.service;

import dev.baton.linux.RealTime;
import dev.baton.linux.SystemCallException;
import dev.baton.scheduling.RealTimeScheduling;
import java.io.UncheckedIOException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has threads that go first run in real time, where the operating system allows that, and with them
 * those of the JVM that they wait for while garbage is collected: else everybody who is busy on the
 * host would be in the way of these, and so of the former.
 */
public final class RealTimeThreads {
  private static final Logger LOG = LoggerFactory.getLogger(RealTimeThreads.class);

  /** HotSpot's, with its serial and with its parallel collectors. */
  private static final Set<String> COLLECTORS =
      Set.of("VM Thread", "GC Thread#0", "GC Thread#1", "GC Thread#2", "GC Thread#3");

  private RealTimeThreads() {}

  /** Tries it on the calling thread, and says so if it cannot be had; then they do without. */
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
