/** Tests of the session keeper, clause by clause. */
@NullMarked
package dev.baton.lease.core;

import org.jspecify.annotations.NullMarked;
