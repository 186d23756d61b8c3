package dev.baton.model.command;

import dev.baton.model.ClusterId;
import dev.baton.model.Source;
import java.util.Optional;

/**
 * A command as it stands in the commands topic.
 *
 * @param cluster the cluster concerned; empty for a tick, which concerns the whole partition
 * @param source what it derives from; readers drop a command whose source is not after the last one
 *     that they took from the partition (ticks are exempt)
 * @param command what to do
 */
public record CommandRecord(Optional<ClusterId> cluster, Source source, Command command) {}
