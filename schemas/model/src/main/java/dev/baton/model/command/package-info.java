/**
 * What the fold decided, as it is written to the commands topic.
 *
 * <p>A command carries its epoch and the position of the fact that it derives from.
 */
@NullMarked
package dev.baton.model.command;

import org.jspecify.annotations.NullMarked;
