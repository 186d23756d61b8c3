/**
 * What somebody observed or asked for, as it is appended to the events topic.
 *
 * <p>A fact never decides anything. The fold reads the facts in the log's order and decides.
 */
@NullMarked
package dev.baton.model.fact;

import org.jspecify.annotations.NullMarked;
