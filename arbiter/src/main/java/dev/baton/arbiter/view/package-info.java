/**
 * A read-only picture of the clusters: their state now, their history, why a move happened.
 *
 * <p>Nothing here writes to the log or decides. Depends on the fold, the log and the model.
 */
@NullMarked
package dev.baton.arbiter.view;

import org.jspecify.annotations.NullMarked;
