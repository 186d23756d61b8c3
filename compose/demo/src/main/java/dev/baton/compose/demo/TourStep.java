package dev.baton.compose.demo;

import java.time.Duration;

/**
 * One event of the tour as the client saw it.
 *
 * @param what what was done
 * @param from who held before
 * @param to who holds after
 * @param epoch the epoch that it led to
 * @param gap the longest time between two answers
 * @param dual for how long two hosts answered
 */
record TourStep(String what, String from, String to, long epoch, Duration gap, Duration dual) {}
