package dev.baton.model;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The definition in force, and the one on its way in (rule M).
 *
 * @param effective the one by which eligibility is judged; empty before the first
 * @param pending the next one, until it takes effect
 * @param acknowledged members of the effective one whose keepalives say that they read the pending
 *     one; sorted
 * @param timing whether enough of them did, and only the wait remains
 */
public record Definitions(
    Optional<ClusterDefinition> effective,
    Optional<ClusterDefinition> pending,
    SortedSet<NodeId> acknowledged,
    boolean timing) {

  /** Before the first definition. */
  public static final Definitions NONE =
      new Definitions(Optional.empty(), Optional.empty(), new TreeSet<>(), false);

  /** Freezes the set. */
  public Definitions {
    acknowledged = Collections.unmodifiableSortedSet(new TreeSet<>(acknowledged));
  }

  /** Returns the newest definition, in force or not. */
  public Optional<ClusterDefinition> latest() {
    return pending.or(() -> effective);
  }

  /** Returns the version of the newest definition, 0 for none. */
  public long latestVersion() {
    return latest().map(ClusterDefinition::version).orElse(0L);
  }
}
