package dev.baton.model.state;

import dev.baton.model.NodeId;
import dev.baton.model.Vip;
import dev.baton.model.definition.ClusterDefinition;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The definition in force, and the one under way (rule M).
 *
 * @param effective the one by which eligibility is judged; empty before the first, and after the
 *     cluster was undefined
 * @param pending the next one, until it takes effect
 * @param replaced what still binds of definitions that were replaced before they took effect; empty
 *     if there was none
 * @param acknowledged members of the effective one whose keepalives say that they read the pending
 *     one; sorted
 * @param timing whether enough members have read it, and only the wait remains
 * @param undefining whether the cluster is to be undefined as soon as nobody holds its VIPs
 * @param retired the version under which the cluster was undefined last, or the least under which
 *     it is about to be; 0 if it never was, or is defined again
 */
public record Definitions(
    Optional<ClusterDefinition> effective,
    Optional<ClusterDefinition> pending,
    Optional<Replaced> replaced,
    SortedSet<NodeId> acknowledged,
    boolean timing,
    boolean undefining,
    long retired) {

  /** Before the first definition. */
  public static final Definitions NONE =
      new Definitions(Optional.empty(), Optional.empty(), new TreeSet<>(), false);

  /**
   * What still binds of definitions that were replaced before they took effect, because nodes may
   * have read them.
   *
   * @param members the nodes that are members of all of them; sorted
   * @param lease the longest lease that one of them grants
   */
  public record Replaced(SortedSet<NodeId> members, Duration lease) {

    /** Freezes the set. */
    public Replaced {
      members = Collections.unmodifiableSortedSet(new TreeSet<>(members));
    }

    /** Returns what binds of these and of that one. */
    Replaced and(ClusterDefinition another) {
      Replaced next = of(another);
      SortedSet<NodeId> both = new TreeSet<>(members);
      both.retainAll(next.members());
      return new Replaced(both, lease.compareTo(next.lease()) < 0 ? next.lease() : lease);
    }

    static Replaced of(ClusterDefinition definition) {
      SortedSet<NodeId> members = new TreeSet<>();
      definition.members().forEach(member -> members.add(member.node()));
      return new Replaced(members, definition.timings().granted());
    }
  }

  /** Freezes the set. */
  public Definitions {
    acknowledged = Collections.unmodifiableSortedSet(new TreeSet<>(acknowledged));
    if (retired < 0) {
      throw new IllegalArgumentException("retired: " + retired + " is less than 0");
    }
  }

  /** Definitions of a cluster of which none was replaced, and that was never undefined. */
  public Definitions(
      Optional<ClusterDefinition> effective,
      Optional<ClusterDefinition> pending,
      SortedSet<NodeId> acknowledged,
      boolean timing) {
    this(effective, pending, Optional.empty(), acknowledged, timing, false, 0);
  }

  /** Returns these with one in force, and none on its way. */
  public Definitions withInForce(ClusterDefinition definition) {
    return new Definitions(Optional.of(definition), Optional.empty(), new TreeSet<>(), false);
  }

  /** Returns these with the next on its way: to be read by members first. */
  public Definitions withPending(ClusterDefinition definition) {
    return new Definitions(effective, Optional.of(definition), new TreeSet<>(), false);
  }

  /** Returns these with the next on its way, in place of one that is: only the wait remains. */
  public Definitions withOverride(ClusterDefinition definition) {
    Optional<Replaced> all =
        pending
            .map(one -> replaced.map(known -> known.and(one)).orElseGet(() -> Replaced.of(one)))
            .or(() -> replaced);
    return new Definitions(
        effective, Optional.of(definition), all, new TreeSet<>(), true, false, retired);
  }

  /** Returns these with one more member that has read the next. */
  public Definitions withAcknowledged(NodeId node) {
    SortedSet<NodeId> more = new TreeSet<>(acknowledged);
    more.add(node);
    return new Definitions(effective, pending, replaced, more, timing, undefining, retired);
  }

  /** Returns these with only the wait left. */
  public Definitions withTiming() {
    return new Definitions(effective, pending, replaced, acknowledged, true, undefining, retired);
  }

  /**
   * Returns these about to be taken away: nobody is chosen, and none takes effect any more.
   *
   * @param least the least version under which they are to be gone; 0 for the next one
   */
  public Definitions asUndefining(long least) {
    return new Definitions(effective, pending, replaced, new TreeSet<>(), false, true, least);
  }

  /** Returns no definition, under that version. */
  public Definitions undefined(long version) {
    return new Definitions(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new TreeSet<>(),
        false,
        false,
        version);
  }

  /** Returns the newest definition, in force or not. */
  public Optional<ClusterDefinition> latest() {
    return pending.or(() -> effective);
  }

  /** Returns the version of the newest definition, or under which it was taken away; 0 for none. */
  public long latestVersion() {
    return latest().map(ClusterDefinition::version).orElse(retired);
  }

  /** Tells whether a node may be chosen by all of them: in force, on its way, and replaced. */
  public boolean isMemberOfAll(NodeId node) {
    return !undefining
        && effective.flatMap(in -> in.member(node)).isPresent()
        && (pending.isEmpty() || pending.flatMap(in -> in.member(node)).isPresent())
        && (replaced.isEmpty() || replaced.filter(of -> of.members().contains(node)).isPresent());
  }

  /** Tells whether an address is a VIP of the one in force or of the one on its way. */
  public boolean hasVip(Vip vip) {
    return has(effective, vip) || has(pending, vip);
  }

  /** Of a new definition, each address is looked for in every cluster: so without any detour. */
  private static boolean has(Optional<ClusterDefinition> definition, Vip vip) {
    if (definition.isEmpty()) {
      return false;
    }
    for (Vip each : definition.orElseThrow().vips()) {
      if (each.address().equals(vip.address())) {
        return true;
      }
    }
    return false;
  }

  /** Tells whether a node is a member of the one in force or of the one on its way. */
  public boolean isMemberOfAny(NodeId node) {
    return effective.flatMap(in -> in.member(node)).isPresent()
        || pending.flatMap(in -> in.member(node)).isPresent();
  }
}
