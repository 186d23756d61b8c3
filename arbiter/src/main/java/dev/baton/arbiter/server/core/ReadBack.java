package dev.baton.arbiter.server.core;

import dev.baton.model.Position;

/**
 * What is known to stand in the commands topic.
 *
 * @param folded every command that derives from this position or an earlier one was read back
 * @param commandsUpTo these commands stand before this offset of the commands topic; every later
 *     command does not
 */
public record ReadBack(Position folded, long commandsUpTo) {}
