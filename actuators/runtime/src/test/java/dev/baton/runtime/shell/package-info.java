/** Tests of what surrounds the core. */
@NullMarked
package dev.baton.runtime.shell;

import org.jspecify.annotations.NullMarked;
