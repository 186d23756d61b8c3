package dev.baton.lease.core;

import dev.baton.model.definition.ClusterDefinition;
import java.time.Duration;
import java.util.Optional;

/** The newest that a keeper has read of what its cluster is. */
final class KnownDefinition {
  private final Duration leastLease;
  private Optional<ClusterDefinition> definition = Optional.empty();
  private long version;
  private long generation;

  /**
   * Begins with none.
   *
   * @param leastLease the shortest lease that the gate can enforce
   */
  KnownDefinition(Duration leastLease) {
    this.leastLease = leastLease;
  }

  /**
   * Takes a definition in; tells whether it is newer than what was known. A keeper without one says
   * nothing, so nobody can count on from the version that it knows: after a loss (a later
   * generation) it takes any.
   */
  boolean read(ClusterDefinition read, long readIn) {
    boolean newer = read.version() > version || (definition.isEmpty() && readIn > generation);
    if (newer) {
      version = read.version();
      generation = readIn;
      definition = Optional.of(read);
    }
    return newer;
  }

  /** The cluster was undefined; tells whether that is newer than what was known. */
  boolean undefined(long under, long readIn) {
    boolean newer = under > version;
    if (newer) {
      version = under;
      generation = readIn;
      definition = Optional.empty();
    }
    return newer;
  }

  boolean isPresent() {
    return definition.isPresent();
  }

  /** Returns the newest version read, under which the cluster is defined or not. */
  long version() {
    return version;
  }

  /** What is to be guarded. */
  KeeperEffect.Guard guard() {
    return definition
        .map(known -> new KeeperEffect.Guard(known.vips(), known.gatePorts()))
        .orElse(KeeperEffect.Guard.NONE);
  }

  /** What keepalives are good for. */
  Duration lease() {
    Duration granted = definition.orElseThrow().timings().granted();
    return granted.compareTo(leastLease) < 0 ? leastLease : granted;
  }

  Duration interval() {
    return definition.orElseThrow().timings().keepaliveInterval();
  }
}
