package dev.baton.arbiter.server.core;

import dev.baton.model.ArbiterId;
import dev.baton.model.Position;
import java.util.Optional;

/**
 * The state of a runner.
 *
 * @param leading whether it leads
 * @param term the term it leads in, or the highest it has read
 * @param leader the partition leader, as far as it knows
 * @param folded the last position it has folded
 * @param tickAgeNanos how long ago it read a tick of a leader that folds (its own if it leads)
 * @param proven whether its own beats were acknowledged and read back lately
 * @param owed derived commands that it has not read back yet
 * @param malformed records that could not be decoded, since it began
 * @param quarantined clusters in quarantine (rule Q)
 */
public record RunnerStatus(
    boolean leading,
    long term,
    Optional<ArbiterId> leader,
    Position folded,
    long tickAgeNanos,
    boolean proven,
    int owed,
    long malformed,
    int quarantined) {}
