package dev.baton.agent.hook;

import java.time.Duration;

/**
 * A script that this node was told to run.
 *
 * @param key which run of which script
 * @param timeout how long the script may run before it is killed
 */
public record HookOrder(HookKey key, Duration timeout) {}
