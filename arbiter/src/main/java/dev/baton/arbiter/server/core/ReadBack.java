package dev.baton.arbiter.server.core;

import dev.baton.model.Position;

/**
 * What is known to stand in the commands topic.
 *
 * @param folded every order that derives from this position or an earlier one was read back
 * @param commandsUpTo and stands before this offset of the commands topic; every later one does not
 */
public record ReadBack(Position folded, long commandsUpTo) {}
