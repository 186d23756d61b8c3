/**
 * Linux processes for the agent: child processes, their descendants, and their end.
 *
 * <p>Depends on the parent package and the JDK.
 */
@NullMarked
package dev.baton.linux.process;

import org.jspecify.annotations.NullMarked;
