/** A meter that no list has. */
@NullMarked
package dev.baton.architecture.bad.meter;

import org.jspecify.annotations.NullMarked;
