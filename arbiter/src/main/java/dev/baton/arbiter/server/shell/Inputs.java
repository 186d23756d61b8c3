package dev.baton.arbiter.server.shell;

import dev.baton.arbiter.fold.PartitionFold;
import dev.baton.arbiter.server.core.Effect;
import dev.baton.arbiter.server.core.PartitionRunner;
import dev.baton.arbiter.server.core.Restored;
import dev.baton.arbiter.server.core.Truncations;
import dev.baton.log.Delivered;
import dev.baton.log.EventLog;
import dev.baton.log.Tail;
import dev.baton.log.Topic;
import dev.baton.model.Position;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.state.Snapshot;
import java.util.List;

/** What the log delivers, as inputs of a runner. */
final class Inputs {
  private Inputs() {}

  /** Something that happened, to be told to the runner on the loop's thread. */
  @FunctionalInterface
  interface Input {
    /** Tells it; {@code now} is the monotonic clock. */
    List<Effect> tell(PartitionRunner runner, long now);
  }

  /** Restores a fold from where a partition stands. */
  static Restored restored(Tail.Start start, Truncations truncations) {
    List<Snapshot> snapshots = start.snapshots();
    long commandsEnd = start.bounds(Topic.COMMANDS).end();
    EventLog.Bounds events = start.bounds(Topic.EVENTS);
    return Restored.from(
        PartitionFold.standard(),
        snapshots,
        new Restored.Kept(events.first(), events.end(), commandsEnd),
        start::divergence,
        truncations);
  }

  static Input event(Delivered<FactRecord> delivered) {
    return delivered.match(new Events());
  }

  static Input command(Delivered<CommandRecord> delivered) {
    return delivered.match(new Commands());
  }

  /** Deliveries of the events topic. */
  private record Events() implements Delivered.Cases<FactRecord, Input> {
    @Override
    public Input decoded(Delivered.Decoded<FactRecord> delivery) {
      return (runner, now) -> runner.onEvent(delivery.value(), delivery.leaderEpoch(), now);
    }

    @Override
    public Input undecodable(Delivered.Undecodable<FactRecord> delivery) {
      return (runner, now) -> runner.onMalformedEvent(new Position(delivery.offset()), now);
    }

    @Override
    public Input truncated(Delivered.Truncated<FactRecord> delivery) {
      return (runner, now) -> runner.onEventsTruncated(delivery.offset(), delivery.readUpTo(), now);
    }
  }

  /** Deliveries of the commands topic. */
  private record Commands() implements Delivered.Cases<CommandRecord, Input> {
    @Override
    public Input decoded(Delivered.Decoded<CommandRecord> delivery) {
      return (runner, now) -> runner.onCommand(delivery.value(), delivery.offset(), now);
    }

    @Override
    public Input undecodable(Delivered.Undecodable<CommandRecord> delivery) {
      return (runner, now) -> runner.onMalformedCommand(delivery.offset(), now);
    }

    @Override
    public Input truncated(Delivered.Truncated<CommandRecord> delivery) {
      return (runner, now) -> runner.onCommandsTruncated(now);
    }
  }
}
