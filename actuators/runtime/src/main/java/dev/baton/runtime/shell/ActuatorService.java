package dev.baton.runtime.shell;

import dev.baton.log.Membership;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the bindings of one cloud as commands in the log say, and reports the outcomes to the log.
 * Several instances share the partitions. When one leaves or dies in the middle of a move, another
 * one continues the move. Any thread may use it.
 */
public final class ActuatorService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ActuatorService.class);

  private final ActuatorParts parts;
  private final ConcurrentSkipListMap<Integer, PartitionLoop> loops = new ConcurrentSkipListMap<>();
  private volatile boolean joined;
  private Optional<Membership> membership = Optional.empty();

  /** Prepares a service. */
  public ActuatorService(ActuatorParts parts) {
    this.parts = parts;
  }

  /** Joins the other instances; returns at once. */
  public synchronized void start() {
    membership = Optional.of(parts.log().join("actuator-" + parts.cloud(), new Shared()));
  }

  /** Returns the service's status. */
  public ActuatorReport report() {
    List<PartitionLoop> working = List.copyOf(loops.values());
    return new ActuatorReport(
        joined,
        working.stream().map(PartitionLoop::share).toList(),
        working.stream().map(PartitionLoop::failure).flatMap(Optional::stream).findFirst());
  }

  /** Ends its work and leaves the group, so that other instances continue at once. Idempotent. */
  @Override
  public synchronized void close() {
    membership.ifPresent(Membership::close);
    membership = Optional.empty();
  }

  /** Works on the partitions of its share. */
  private final class Shared implements Membership.Shares {
    @Override
    public void gained(SortedSet<Integer> partitions) {
      joined = true;
      LOG.atInfo().addKeyValue("partitions", partitions).log("Works on");
      for (int partition : partitions) {
        PartitionLoop loop = new PartitionLoop(partition, parts);
        loops.put(partition, loop);
        loop.start();
      }
    }

    @Override
    public void lost(SortedSet<Integer> partitions) {
      LOG.atInfo().addKeyValue("partitions", partitions).log("Works no more on");
      List<PartitionLoop> ending =
          partitions.stream()
              .flatMap(each -> Optional.ofNullable(loops.remove(each)).stream())
              .toList();
      ending.forEach(PartitionLoop::stop);
      ending.forEach(PartitionLoop::close);
    }
  }
}
