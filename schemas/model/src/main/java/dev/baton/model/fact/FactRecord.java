package dev.baton.model.fact;

import dev.baton.model.ClusterId;
import dev.baton.model.Position;
import java.time.Instant;
import java.util.Optional;

/**
 * A fact as it stands in the log.
 *
 * @param cluster the cluster concerned; empty for a partition's own facts
 * @param position where it stands
 * @param timestamp when the broker appended it, by the broker's clock; for display and for windows,
 *     never for leases
 * @param fact what was observed
 */
public record FactRecord(
    Optional<ClusterId> cluster, Position position, Instant timestamp, Fact fact) {}
