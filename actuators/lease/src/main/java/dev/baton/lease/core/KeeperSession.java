package dev.baton.lease.core;

import dev.baton.model.SessionId;
import java.time.Duration;
import java.util.Optional;

/**
 * Rule K: one session, from its first keepalive to the moment when its lease ran out. All times are
 * monotonic nanoseconds of this host.
 */
final class KeeperSession {
  private final SessionId id;
  private final Duration lease;
  private final long intervalNanos;
  private Optional<InFlight> inFlight = Optional.empty();
  private long leaseUntil;
  private boolean live;
  private boolean over;
  private long nextSequence;
  private int countedSlot = 1;
  private long sendAt;

  /** A keepalive whose fate is not known yet. */
  record InFlight(long sequence, long sentAt, int slot) {}

  KeeperSession(SessionId id, Duration lease, Duration interval, long now) {
    this.id = id;
    this.lease = lease;
    this.intervalNanos = interval.toNanos();
    this.sendAt = now;
  }

  SessionId id() {
    return id;
  }

  Duration lease() {
    return lease;
  }

  /** Whether a keepalive was acknowledged in time and the lease from it still runs. */
  boolean live(long now) {
    return live && !over && now < leaseUntil;
  }

  /** Whether the session can never be live again. */
  boolean over(long now) {
    return over || (live && now >= leaseUntil) || openedTooLate(now);
  }

  private boolean openedTooLate(long now) {
    return !live && inFlight.map(first -> now >= first.sentAt() + lease.toNanos()).orElse(false);
  }

  boolean awaitsAnswer() {
    return inFlight.isPresent();
  }

  boolean sendDue(long now) {
    return !over(now) && inFlight.isEmpty() && now >= sendAt;
  }

  /** Notes that a keepalive goes out; {@code sentAt} was read before its countdown was started. */
  InFlight send(long sentAt) {
    InFlight next = new InFlight(nextSequence++, sentAt, 1 - countedSlot);
    inFlight = Optional.of(next);
    sendAt = sentAt + intervalNanos;
    return next;
  }

  /**
   * A keepalive was acknowledged.
   *
   * @return the keepalive, whose slot counts from now on; empty if the acknowledgement came too
   *     late or is not for the keepalive in flight
   */
  Optional<InFlight> acknowledged(long sequence, long now) {
    Optional<InFlight> answered = inFlight.filter(sent -> sent.sequence() == sequence);
    if (answered.isEmpty()) {
      return Optional.empty();
    }
    boolean late = over(now);
    inFlight = Optional.empty();
    if (late) {
      over = true;
      return Optional.empty();
    }
    InFlight sent = answered.orElseThrow();
    long until = sent.sentAt() + lease.toNanos();
    leaseUntil = live ? Math.max(leaseUntil, until) : until;
    live = true;
    countedSlot = sent.slot();
    return Optional.of(sent);
  }

  /** A keepalive was given up; a session's first is never sent again. */
  void sendFailed(long sequence, long now) {
    if (inFlight.filter(sent -> sent.sequence() == sequence).isEmpty()) {
      return;
    }
    inFlight = Optional.empty();
    sendAt = now + intervalNanos / 4;
    over = over || !live;
  }

  /** The next keepalive has something to report, and shall not wait for the next interval. */
  void sendSoon(long now) {
    sendAt = Math.min(sendAt, now);
  }

  void end() {
    over = true;
  }

  /** When this session has to be checked again. */
  long deadline() {
    long end = live ? leaseUntil : inFlight.map(s -> s.sentAt() + lease.toNanos()).orElse(sendAt);
    return inFlight.isPresent() ? end : Math.min(end, sendAt);
  }

  /** Returns the slot of the last keepalive that was acknowledged in time. */
  int countedSlot() {
    return countedSlot;
  }

  /** When the lease runs out, if it was ever granted. */
  Optional<Long> leaseUntil() {
    return live ? Optional.of(leaseUntil) : Optional.empty();
  }
}
