package dev.baton.lease.core;

import dev.baton.model.SessionId;
import dev.baton.model.fact.Introduction;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Decides which of a session's keepalives are full ones. Many from the first on are, so that a log
 * that loses its end knows the session by what is left or by what follows. Later, every tenth is.
 */
final class Introductions {
  /** One of this many keepalives is a full one. */
  private static final int PERIOD = 10;

  private final int atFirst;
  private OptionalLong versionSent = OptionalLong.empty();
  private OptionalLong versionTold = OptionalLong.empty();
  private long briefFrom;

  /**
   * None was sent yet.
   *
   * @param atFirst how many are full before the first brief one
   */
  Introductions(int atFirst) {
    this.atFirst = atFirst;
  }

  /** A session begins. */
  void begin() {
    versionSent = OptionalLong.empty();
    versionTold = OptionalLong.empty();
  }

  /**
   * Returns what makes the next keepalive a full one; empty if it is brief.
   *
   * @param ended sessions that are over
   * @param version the highest definition version that was read
   */
  Optional<Introduction> next(
      KeeperIdentity identity, List<SessionId> ended, long version, long sequence) {
    boolean told = versionTold.isPresent() && versionTold.getAsLong() == version;
    if (!told) {
      briefFrom = sequence + atFirst;
    }
    if (told && sequence >= briefFrom && sequence % PERIOD != 0) {
      versionSent = OptionalLong.empty();
      return Optional.empty();
    }
    versionSent = OptionalLong.of(version);
    List<SessionId> over = sequence == 0 ? ended : List.of();
    return Optional.of(new Introduction(identity.install(), over, version, identity.enforcement()));
  }

  /** The log has the last full keepalive. */
  void acknowledged() {
    versionTold = versionSent.isPresent() ? versionSent : versionTold;
  }
}
