/**
 * Decides when an actuator writes, reads, retries and reports its outcome. Pure: time and random
 * numbers are passed in.
 */
@NullMarked
package dev.baton.runtime.core;

import org.jspecify.annotations.NullMarked;
