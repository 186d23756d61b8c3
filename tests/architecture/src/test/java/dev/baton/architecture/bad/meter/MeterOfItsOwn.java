package dev.baton.architecture.bad.meter;

import io.micrometer.core.instrument.MeterRegistry;

/** Makes a meter that no list has. */
public final class MeterOfItsOwn {
  private MeterOfItsOwn() {}

  static void count(MeterRegistry meters) {
    meters.counter("mine").increment();
  }
}
