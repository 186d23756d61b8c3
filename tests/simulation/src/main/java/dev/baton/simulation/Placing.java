package dev.baton.simulation;

import java.time.Instant;

/**
 * Makes the record that stands in a topic, once it is known where.
 *
 * @param <P> the topic's record
 */
@FunctionalInterface
interface Placing<P> {
  P at(long offset, Instant when);
}
