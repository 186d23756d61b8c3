package dev.baton.arbiter.fold;

import dev.baton.model.ClusterId;
import dev.baton.model.fact.Fact;
import java.time.Duration;

/**
 * A wait that the folded state asks for. Its fact tells it apart from every other wait.
 *
 * @param cluster whose
 * @param fact what to append when it is over: an {@code Expire} or a {@code Timer}
 * @param duration how long, on the waiter's own monotonic clock, from when it read what began it
 */
public record Wait(ClusterId cluster, Fact fact, Duration duration) {}
