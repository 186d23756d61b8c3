package dev.baton.arbiter.fold;

import dev.baton.model.ClusterId;
import dev.baton.model.fact.Fact;
import java.time.Duration;

/**
 * A wait that the folded state asks for. Its fact identifies it.
 *
 * @param cluster the cluster whose state asks for it
 * @param fact what to append when it is over: an {@code Expire} or a {@code Timer}
 * @param duration how long to wait, by the arbiter's own monotonic clock, from when the arbiter
 *     read the fact that began it
 */
public record Wait(ClusterId cluster, Fact fact, Duration duration) {}
