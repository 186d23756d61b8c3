/**
 * What the fold knows of a cluster at a position of the log: the snapshot of the state topic.
 *
 * <p>Only the fold makes a new state; everybody else reads it.
 */
@NullMarked
package dev.baton.model.state;

import org.jspecify.annotations.NullMarked;
