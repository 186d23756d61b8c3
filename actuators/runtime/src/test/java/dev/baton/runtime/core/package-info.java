/** Tests of when a mover acts. */
@NullMarked
package dev.baton.runtime.core;

import org.jspecify.annotations.NullMarked;
