package dev.baton.arbiter.view;

import dev.baton.log.Delivered;
import dev.baton.log.EventLog;
import dev.baton.log.EventLog.StartAt;
import dev.baton.log.LogUnavailableException;
import dev.baton.log.Tail;
import dev.baton.log.Topic;
import dev.baton.model.ClusterId;
import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.fact.Fact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * Asks something of the log and waits for what the audit says of it. Used by one thread, for one
 * question.
 */
public final class RequestClient implements AutoCloseable {

  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final EventLog log;
  private final ClusterId cluster;
  private final String id;
  private final long began = System.nanoTime();
  private final long deadline;
  private final AuditTrail trail;
  private final LinkedBlockingQueue<Delivered<AuditEntry>> arrived = new LinkedBlockingQueue<>();
  private final List<AuditEntry> seen = new ArrayList<>();
  private final Tail.Following<EventLog.Reader> lines;

  /**
   * Prepares a question; what is written from now on is not missed.
   *
   * @param id the id by which the answer is known
   * @throws LogUnavailableException when the log does not answer
   */
  public RequestClient(EventLog log, ClusterId cluster, String id, Duration patience) {
    this.log = log;
    this.cluster = cluster;
    this.id = id;
    this.deadline = began + patience.toNanos();
    this.trail = new AuditTrail(log, cluster, patience);
    this.lines =
        Tail.within(
            log,
            log.partitionOf(cluster),
            patience,
            start -> start.audit(StartAt.offset(start.bounds(Topic.AUDIT).end()), arrived::add));
  }

  /**
   * Appends the question.
   *
   * @throws LogUnavailableException when that is not acknowledged in time; it may stand there all
   *     the same
   */
  public void append(Fact fact) {
    try {
      log.append(cluster, fact)
          .toCompletableFuture()
          .get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new LogUnavailableException(
          "request " + id + " was not acknowledged, and may stand in the log all the same", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LogUnavailableException("interrupted while asking", e);
    }
  }

  /** Waits for the line that says whether it was accepted; empty if none came in time. */
  public Optional<AuditEntry> answer() {
    return await(line -> line.has(AuditDetail.ANSWER));
  }

  /** Waits for the line that says that the VIPs are held; empty if none came in time. */
  public Optional<AuditEntry> completion() {
    return await(line -> line.detail(AuditDetail.ACQUIRED_AFTER_MS).isPresent());
  }

  /**
   * Waits for the line that says that a definition is in force, or that it was withdrawn because a
   * member cannot carry it (detail {@code withdrawn}); empty if none came.
   */
  public Optional<AuditEntry> fate(long version) {
    Optional<Long> asked = Optional.of(version);
    return awaitAny(
        line ->
            line.kind() == AuditEntry.Kind.DEFINITION
                && (line.detail(AuditDetail.WITHDRAWN).equals(asked)
                    || (line.detail(AuditDetail.VERSION).equals(asked)
                        && line.has(AuditDetail.MEMBERS))));
  }

  /** Waits for the line that says that the cluster is defined no more; empty if none came. */
  public Optional<AuditEntry> undefined() {
    return awaitAny(line -> line.has(AuditDetail.UNDEFINED));
  }

  /** Tells whether a move has begun because of the question; after the answer. */
  public boolean hasMoved() {
    // What one fact gave rise to is committed together, so it is here once the reader is at the
    // end; asked before the queue is emptied.
    boolean atEnd = false;
    while (!atEnd && !moved() && System.nanoTime() < deadline) {
      atEnd = lines.caughtUp();
      takeIn(atEnd ? 0 : POLL_NANOS);
    }
    return moved();
  }

  private boolean moved() {
    return seen.stream()
        .filter(this::mine)
        .anyMatch(line -> line.kind() == AuditEntry.Kind.DECISION);
  }

  /** Returns how long it has been asking, in ms. */
  public long tookMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
  }

  private Optional<AuditEntry> await(Predicate<AuditEntry> wanted) {
    return awaitAny(line -> mine(line) && wanted.test(line));
  }

  private Optional<AuditEntry> awaitAny(Predicate<AuditEntry> wanted) {
    while (true) {
      Optional<AuditEntry> found = seen.stream().filter(wanted).findFirst();
      long left = deadline - System.nanoTime();
      if (found.isPresent() || left <= 0) {
        return found;
      }
      takeIn(left);
    }
  }

  /** A line that answers the request, or carries it out. */
  private boolean mine(AuditEntry line) {
    Optional<String> mine = Optional.of(id);
    return line.detail(AuditDetail.REQUEST).equals(mine)
        || line.detail(AuditDetail.FOR_REQUEST).equals(mine);
  }

  private void takeIn(long nanos) {
    try {
      Delivered<AuditEntry> next = arrived.poll(nanos, TimeUnit.NANOSECONDS);
      while (next != null) {
        trail.mine(next).ifPresent(seen::add);
        next = arrived.poll();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LogUnavailableException("interrupted while waiting for the answer", e);
    }
  }

  @Override
  public void close() {
    lines.close();
  }
}
