/**
 * When an actuator is to write, to look, to try again and to say how it ended. Pure: time and
 * chance are passed in.
 */
@NullMarked
package dev.baton.runtime.core;

import org.jspecify.annotations.NullMarked;
