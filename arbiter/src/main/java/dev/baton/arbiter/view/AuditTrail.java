package dev.baton.arbiter.view;

import dev.baton.log.Delivered;
import dev.baton.log.EventLog;
import dev.baton.log.EventLog.Bounds;
import dev.baton.log.SkippedRecords;
import dev.baton.log.Topic;
import dev.baton.log.Unrepeated;
import dev.baton.model.ClusterId;
import dev.baton.model.audit.AuditEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the audit lines of one cluster, and those of its partition as a whole. */
public final class AuditTrail {

  /** How many records are read for each line asked for, to begin with. */
  private static final int FIRST_GUESS = 8;

  private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);

  private final EventLog log;
  private final ClusterId cluster;
  private final Duration patience;
  private final SkippedRecords skipped = new SkippedRecords(LOG, System::nanoTime);

  /** Reads that cluster's lines; {@code patience} is for each look at the log. */
  public AuditTrail(EventLog log, ClusterId cluster, Duration patience) {
    this.log = log;
    this.cluster = cluster;
    this.patience = patience;
  }

  /**
   * What was read.
   *
   * @param lines the lines, oldest first
   * @param end the offset after the last record looked at, to go on from
   */
  public record Excerpt(List<AuditEntry> lines, long end) {
    /** Freezes the list. */
    public Excerpt {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Returns the last lines.
   *
   * @param most how many; fewer if there are no more
   */
  public Excerpt last(int most) {
    int partition = log.partitionOf(cluster);
    Bounds bounds = log.bounds(Topic.AUDIT, partition);
    long window = (long) most * FIRST_GUESS;
    while (true) {
      long from = Math.max(bounds.first(), bounds.end() - window);
      List<AuditEntry> lines = read(partition, bounds, from);
      if (lines.size() >= most || from == bounds.first()) {
        return new Excerpt(
            lines.subList(Math.max(0, lines.size() - most), lines.size()), bounds.end());
      }
      window *= FIRST_GUESS;
    }
  }

  /** Tells whether a line is one of this trail's, and returns it. */
  public Optional<AuditEntry> mine(Delivered<AuditEntry> delivered) {
    return delivered.match(new Lines()).filter(this::concerns);
  }

  private List<AuditEntry> read(int partition, Bounds bounds, long from) {
    List<AuditEntry> lines = new ArrayList<>();
    Unrepeated mine = new Unrepeated(delivered -> mine(delivered).ifPresent(lines::add));
    RangeReader.<AuditEntry>read(
            "the audit topic's partition " + partition,
            (start, sink) -> log.readAudit(partition, start, sink),
            bounds,
            from,
            patience)
        .forEach(mine);
    return lines;
  }

  private boolean concerns(AuditEntry line) {
    return Stream.of(line.cluster()).flatMap(Optional::stream).allMatch(cluster::equals);
  }

  /** An audit line that cannot be decoded is no line; it is told where it stands. */
  private final class Lines implements Delivered.Cases<AuditEntry, Optional<AuditEntry>> {
    @Override
    public Optional<AuditEntry> decoded(Delivered.Decoded<AuditEntry> delivery) {
      return Optional.of(delivery.value());
    }

    @Override
    public Optional<AuditEntry> undecodable(Delivered.Undecodable<AuditEntry> delivery) {
      skipped.add(delivery);
      return Optional.empty();
    }

    @Override
    public Optional<AuditEntry> truncated(Delivered.Truncated<AuditEntry> delivery) {
      return Optional.empty();
    }
  }
}
