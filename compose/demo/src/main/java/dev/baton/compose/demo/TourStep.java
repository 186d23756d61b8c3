package dev.baton.compose.demo;

import java.time.Duration;

/**
 * One step of the tour, as the client saw it.
 *
 * @param what what was done
 * @param from the holder before
 * @param to the holder after
 * @param epoch the epoch after it
 * @param gap the longest time between two answers; if the VIP is to stay, where questions between
 *     them were not answered
 * @param dual for how long two hosts answered
 * @param asMeant whether the VIP moved or stayed as the step is to show
 */
record TourStep(
    String what, String from, String to, long epoch, Duration gap, Duration dual, boolean asMeant) {

  /** Tells whether the same node holds before and after. */
  boolean stayed() {
    return from.equals(to);
  }
}
