/** Code that waits. */
@NullMarked
package dev.baton.architecture.bad.patient;

import org.jspecify.annotations.NullMarked;
