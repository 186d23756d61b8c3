/** A core that is not pure. */
@NullMarked
package dev.baton.architecture.bad.core;

import org.jspecify.annotations.NullMarked;
