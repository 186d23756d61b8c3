package dev.baton.lease.core;

import dev.baton.model.NodeId;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.Member;
import dev.baton.model.definition.Timings;
import dev.baton.model.definition.WithoutPromises;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The newest definition that a keeper has read. */
final class KnownDefinition {
  private final Duration leastLease;
  private Optional<ClusterDefinition> definition = Optional.empty();
  private List<NodeId> members = List.of();
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
   * Takes a definition in; tells whether it is newer than what was known. A keeper without one
   * sends no keepalive, so nobody learns the version that it knows. After a loss (a later
   * generation) it therefore takes any version.
   */
  boolean read(ClusterDefinition read, long readIn) {
    boolean newer = read.version() > version || (definition.isEmpty() && readIn > generation);
    if (newer) {
      version = read.version();
      generation = readIn;
      definition = Optional.of(read);
      members = read.members().stream().map(Member::node).toList();
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
      members = List.of();
    }
    return newer;
  }

  boolean isPresent() {
    return definition.isPresent();
  }

  /** Returns the newest version that was read, of a definition or an undefinition. */
  long version() {
    return version;
  }

  /** Returns the nodes that the definition names; empty without one. */
  List<NodeId> members() {
    return members;
  }

  /** What is to be guarded. */
  KeeperEffect.Guard guard() {
    return definition
        .map(known -> new KeeperEffect.Guard(known.vips(), known.gatePorts()))
        .orElse(KeeperEffect.Guard.NONE);
  }

  /** How long a keepalive is valid. */
  Duration lease() {
    Duration granted = definition.orElseThrow().timings().granted();
    return granted.compareTo(leastLease) < 0 ? leastLease : granted;
  }

  /** U: how long a holder may outlast its last keepalive without those that it did not name. */
  Duration holdover() {
    return definition.orElseThrow().timings().holdover();
  }

  /** How long a promise binds who gave it. */
  Duration promiseWithMargin() {
    return definition.orElseThrow().timings().withMargin(Timings.PROMISE);
  }

  /** Tells whether the silence of the others lets a holder keep the VIPs. */
  boolean keepsInSilence() {
    return definition
        .filter(of -> of.policy().withoutPromises() == WithoutPromises.KEEP_ACCEPTING_TWO_HOLDERS)
        .isPresent();
  }

  Duration interval() {
    return definition.orElseThrow().timings().keepaliveInterval();
  }
}
