package org.apache.kafka.common.utils;

import dev.baton.log.kafka.SteadyTime;

/**
 * Takes the place of the class of this name in Kafka's client (4.4), which reads the wall clock.
 * {@link Time#SYSTEM} is made of it. {@link SteadyTime} says why. Its installer sees to it that
 * this one is taken whatever the order of the class path.
 */
final class SystemTime extends SteadyTime {
  private static final SystemTime ONLY = new SystemTime();

  private SystemTime() {}

  /** Returns the clock; called by {@link Time} at its initialization. */
  static SystemTime getSystemTime() {
    return ONLY;
  }
}
