package dev.baton.agent.hook;

import dev.baton.model.Epoch;
import dev.baton.model.Fact.Hook;
import java.time.Duration;

/**
 * A script that this node was told to run.
 *
 * @param epoch the epoch of the order; with the hook it names one run once and for all
 * @param hook which script
 * @param timeout after which it is killed
 */
public record HookOrder(Epoch epoch, Hook hook, Duration timeout) {}
