package dev.baton.compose.demo;

import java.time.Duration;

/**
 * One step of the tour, as the client saw it.
 *
 * @param what what was done
 * @param from the holder before
 * @param to the holder after
 * @param epoch the epoch after it
 * @param gap the longest time between two answers
 * @param dual for how long two hosts answered
 */
record TourStep(String what, String from, String to, long epoch, Duration gap, Duration dual) {}
