/** A second binding to the C library. */
@NullMarked
package dev.baton.architecture.bad.libc;

import org.jspecify.annotations.NullMarked;
