package dev.baton.compose.netlab;

import dev.baton.linux.RealTime;
import dev.baton.linux.SystemCallException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is measured with: a client that asks, and a service that answers. They stand for programs
 * with a machine to themselves; here they share one with everybody else's, and a measurement must
 * not take for a client's gap what was a wait for a processor.
 */
final class Instrument {
  private static final Logger LOG = LoggerFactory.getLogger(Instrument.class);

  private Instrument() {}

  /** Lets the calling thread run in real time, and says so if that is not allowed. */
  static void goFirst() {
    try {
      RealTime.begin();
    } catch (SystemCallException e) {
      LOG.atInfo()
          .addKeyValue("why", e.getMessage())
          .log("No real-time thread to measure with: on a busy machine gaps look longer");
    }
  }
}
