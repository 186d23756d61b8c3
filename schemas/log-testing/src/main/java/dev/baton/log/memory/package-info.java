/**
 * The log in memory, for tests: everything passes the codec, readers have threads of their own, and
 * whatever can go wrong with a log can be made to go wrong.
 */
@NullMarked
package dev.baton.log.memory;

import org.jspecify.annotations.NullMarked;
