package dev.baton.lease.core;

import dev.baton.model.MemberAddress;
import dev.baton.model.SessionId;
import dev.baton.model.fact.Introduction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Rule C on a node: its present session, those that are over and not named as ended yet, and when
 * the next one may begin. All times are monotonic nanoseconds of this host.
 */
final class Sessions {
  /** After a refused session, it draws a new one after 1, 2, 4 ... 64 keepalive intervals. */
  private static final int MOST_DOUBLINGS = 6;

  private final KeeperIdentity identity;
  private final Supplier<SessionId> ids;
  private final EndedSessions ended;
  private final Introductions introductions;
  private List<MemberAddress> channel = List.of();
  private Optional<KeeperSession> current = Optional.empty();
  private long retryAt;
  private int refusals;

  Sessions(KeeperIdentity identity, Supplier<SessionId> ids, KeeperStart start, long now) {
    this.identity = identity;
    this.ids = ids;
    this.ended = new EndedSessions(start.ended());
    this.introductions = new Introductions(start.introduces());
    this.retryAt = now;
  }

  Optional<KeeperSession> current() {
    return current;
  }

  /** Returns the present session if its lease runs. */
  Optional<KeeperSession> live(long now) {
    return current.filter(session -> session.live(now));
  }

  /** Returns the present session if its lease has run out. */
  Optional<KeeperSession> overdue(long now) {
    return current.filter(session -> session.over(now));
  }

  /** Returns the present session if a keepalive of it is to be sent. */
  Optional<KeeperSession> due(long now) {
    return current.filter(session -> session.sendDue(now));
  }

  /** Returns the present session if it is that one. */
  Optional<KeeperSession> named(SessionId id) {
    return current.filter(session -> session.id().equals(id));
  }

  /** Tells whether a session is or was this keeper's. */
  boolean isOurs(SessionId id) {
    return ended.contains(id) || named(id).isPresent();
  }

  /** Draws the next session, and lets the host remember it first. */
  void begin(KnownDefinition known, long now, List<KeeperEffect> effects) {
    SessionId id = ids.get();
    effects.add(new KeeperEffect.Remember(ended.and(id)));
    current = Optional.of(new KeeperSession(id, known.lease(), known.interval(), now));
    introductions.begin();
  }

  boolean mayBegin(long now) {
    return current.isEmpty() && now >= retryAt;
  }

  /** When the next session may begin. */
  long retryAt() {
    return retryAt;
  }

  /** The log has the first keepalive of the present session: it named those before. */
  void opened(KeeperSession session, List<KeeperEffect> effects) {
    ended.clear();
    effects.add(new KeeperEffect.Remember(List.of(session.id())));
  }

  /**
   * The present session's lease ran out. While its first keepalive is still on its way it stays:
   * drawing sessions faster than the log takes them would only pile up first keepalives.
   *
   * @return whether it ended
   */
  boolean over(KeeperSession session, Duration interval, long now) {
    boolean granted = session.leaseUntil().isPresent();
    if (!granted && session.awaitsAnswer()) {
      return false;
    }
    end(session, granted ? now : now + interval.toNanos());
    return true;
  }

  private void end(KeeperSession session, long next) {
    retryAt = next;
    end(session);
  }

  /** The present session is over. */
  void end(KeeperSession session) {
    session.end();
    ended.add(session.id());
    current = Optional.empty();
  }

  /** The present session was refused: a keeper whose sessions are refused at once slows down. */
  void refused(KeeperSession session, Duration interval, long now) {
    long pause = interval.multipliedBy(1L << Math.min(refusals, MOST_DOUBLINGS)).toNanos();
    refusals++;
    end(session, now + pause);
  }

  /** The present session was taken for a holder's. */
  void accepted() {
    refusals = 0;
  }

  /** The log has the last keepalive. */
  void acknowledged() {
    introductions.acknowledged();
  }

  /** Where this node hears other members from now on. */
  void hearAt(List<MemberAddress> addresses) {
    channel = List.copyOf(addresses);
  }

  /** Returns what makes a keepalive a full one; empty if it is brief. */
  Optional<Introduction> introduction(long version, long sequence) {
    List<SessionId> over = sequence == 0 ? ended.all() : List.of();
    return introductions.next(
        new Introduction(identity.install(), over, version, identity.enforcement(), channel),
        sequence);
  }
}
