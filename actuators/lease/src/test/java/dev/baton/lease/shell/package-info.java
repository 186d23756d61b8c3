/** Tests of the keeper's shell against a log in memory. */
@NullMarked
package dev.baton.lease.shell;

import org.jspecify.annotations.NullMarked;
