/** Tests of when an actuator acts. */
@NullMarked
package dev.baton.runtime.core;

import org.jspecify.annotations.NullMarked;
