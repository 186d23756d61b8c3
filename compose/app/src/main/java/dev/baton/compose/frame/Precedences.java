package dev.baton.compose.frame;

import dev.baton.lease.linux.RealTime;
import dev.baton.lease.linux.SystemCallException;
import dev.baton.log.Precedence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has threads that go first run in real time, where the operating system allows that. */
public final class Precedences {
  private static final Logger LOG = LoggerFactory.getLogger(Precedences.class);

  private Precedences() {}

  /** Tries it on the calling thread, and says so if it cannot be had; then they do without. */
  public static void useRealTime() {
    try {
      RealTime.begin();
      RealTime.end();
      Precedence.by(Precedences::schedule);
    } catch (SystemCallException | UnsatisfiedLinkError e) {
      LOG.atInfo()
          .addKeyValue("why", e.getMessage())
          .log("No real-time threads: on a busy host renewals and failovers may be late");
    }
  }

  private static void schedule(Precedence.Turn turn) {
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
