/**
 * Starts Java processes: with which Java, which flags and which class path. For the demonstration
 * and for tests; never on a node's class path. The flags are in files beside this package, which
 * {@code ./baton} reads too.
 */
@NullMarked
package dev.baton.jvm;

import org.jspecify.annotations.NullMarked;
