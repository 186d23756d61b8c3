package dev.baton.compose.netlab;

import dev.baton.linux.RealTime;
import dev.baton.linux.SystemCallException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prepares the threads that measure: the client that asks and the service that answers. In reality
 * each has a machine of its own. Here they share one with all other processes, and a wait for a
 * processor must not be counted as the client's gap.
 */
final class Instrument {
  private static final Logger LOG = LoggerFactory.getLogger(Instrument.class);

  private Instrument() {}

  /** Lets the calling thread run before all others; prints a message if that is not allowed. */
  static void goFirst() {
    try {
      RealTime.beginBeforeOthers();
    } catch (SystemCallException e) {
      LOG.atInfo()
          .addKeyValue("why", e.getMessage())
          .log("No real-time thread to measure with: on a busy machine gaps look longer");
    }
  }
}
