package dev.baton.lease.core;

import dev.baton.model.MemberAddress;
import dev.baton.model.fact.Introduction;
import java.util.List;
import java.util.Optional;

/**
 * Decides which of a session's keepalives are full ones. Many from the first on are, so that a log
 * that loses its end knows the session by what is left or by what follows. Later, every tenth is.
 */
final class Introductions {
  /** One of this many keepalives is a full one. */
  private static final int PERIOD = 10;

  private final int atFirst;
  private Optional<Said> sent = Optional.empty();
  private Optional<Said> told = Optional.empty();
  private long briefFrom;

  /**
   * None was sent yet.
   *
   * @param atFirst how many are full before the first brief one
   */
  Introductions(int atFirst) {
    this.atFirst = atFirst;
  }

  /** What of an introduction changes while a session lives. */
  private record Said(long definitionVersion, List<MemberAddress> channel) {}

  /** A session begins. */
  void begin() {
    sent = Optional.empty();
    told = Optional.empty();
  }

  /**
   * Returns what makes the next keepalive a full one; empty if it is brief.
   *
   * @param now what there is to say
   */
  Optional<Introduction> next(Introduction now, long sequence) {
    Optional<Said> says = Optional.of(new Said(now.definitionVersion(), now.channel()));
    boolean known = told.equals(says);
    if (!known) {
      briefFrom = sequence + atFirst;
    }
    if (known && sequence >= briefFrom && sequence % PERIOD != 0) {
      sent = Optional.empty();
      return Optional.empty();
    }
    sent = says;
    return Optional.of(now);
  }

  /** The log has the last full keepalive. */
  void acknowledged() {
    told = sent.isPresent() ? sent : told;
  }
}
