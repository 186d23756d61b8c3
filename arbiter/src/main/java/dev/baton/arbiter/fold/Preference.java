package dev.baton.arbiter.fold;

import dev.baton.model.NodeId;
import dev.baton.model.definition.Member;
import java.util.Comparator;
import java.util.Optional;

/** Orders members by how much they are preferred; a total order, the best first. */
@FunctionalInterface
public interface Preference {

  /** Returns the order for a wish. */
  Comparator<Member> order(Wish wish);

  /**
   * What counts before priorities in a move.
   *
   * @param target the node that an operator asked for
   * @param favourite the node that comes right after it
   * @param avoided the node that comes last
   */
  record Wish(Optional<NodeId> target, Optional<NodeId> favourite, Optional<NodeId> avoided) {
    /** Priorities alone. */
    public static final Wish NONE = new Wish(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The wish first, then the highest priority, then the smaller name. */
  static Comparator<Member> byPriority(Wish wish) {
    return byWish(wish)
        .thenComparing(Comparator.comparingInt(Member::priority).reversed())
        .thenComparing(Member::node);
  }

  /** Orders by the wish alone. */
  static Comparator<Member> byWish(Wish wish) {
    return Comparator.comparingInt(
        member -> {
          Optional<NodeId> node = Optional.of(member.node());
          if (node.equals(wish.target())) {
            return 0;
          }
          if (node.equals(wish.favourite())) {
            return 1;
          }
          return node.equals(wish.avoided()) ? 3 : 2;
        });
  }
}
