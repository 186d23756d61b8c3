package dev.baton.lease.core;

import dev.baton.model.Position;
import java.util.Optional;

/**
 * Rule S: whether this keeper hears the partition leader. A tick counts only while the leader that
 * wrote it also folds: it must have folded this keeper's own keepalives, except those acknowledged
 * a moment ago.
 */
final class Hearing {
  private final long silenceTimeoutNanos;
  private long heardAt;
  private Optional<Awaited> awaited = Optional.empty();

  /** A keepalive of ours that no tick has covered yet. */
  private record Awaited(Position position, long since) {}

  Hearing(long silenceTimeoutNanos, long now) {
    this.silenceTimeoutNanos = silenceTimeoutNanos;
    this.heardAt = now;
  }

  /** A keepalive of ours stands in the log. */
  void acknowledged(Position position, long now) {
    if (awaited.isEmpty()) {
      awaited = Optional.of(new Awaited(position, now));
    }
  }

  /** The leader reports that it has folded up to that position. */
  void tick(Position foldedUpTo, long now) {
    if (awaited.isPresent() && !awaited.orElseThrow().position().isAfter(foldedUpTo)) {
      awaited = Optional.empty();
    }
    boolean folds = awaited.map(own -> now - own.since() < silenceTimeoutNanos).orElse(true);
    if (folds) {
      heardAt = now;
    }
  }

  /**
   * Forgets the keepalive that no tick has covered yet, because it may be lost with its session.
   */
  void forgetAwaited() {
    awaited = Optional.empty();
  }

  boolean deaf(long now) {
    return now - heardAt > silenceTimeoutNanos;
  }

  long deafAt() {
    return heardAt + silenceTimeoutNanos + 1;
  }
}
