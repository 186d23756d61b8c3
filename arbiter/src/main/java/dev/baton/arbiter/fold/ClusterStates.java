package dev.baton.arbiter.fold;

import dev.baton.model.ClusterId;
import dev.baton.model.state.ClusterState;
import java.util.AbstractCollection;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The states of a partition's clusters, in the order of their names. It never changes: {@link
 * #with} makes another one that shares almost everything. Every event does that, so the states
 * stand in pages, and only one page and the list of pages are copied. Two equal ones have equal
 * states.
 */
public final class ClusterStates extends AbstractCollection<ClusterState> {
  /** Before the first cluster. */
  public static final ClusterStates EMPTY =
      new ClusterStates(ClusterNumbers.NONE, new ClusterState[0][]);

  /** A page has 64 states: 10,000 clusters are 157 pages. */
  private static final int PAGE_BITS = 6;

  private static final int IN_PAGE = (1 << PAGE_BITS) - 1;

  private final ClusterNumbers numbers;
  private final ClusterState[][] pages;

  private ClusterStates(ClusterNumbers numbers, ClusterState[][] pages) {
    this.numbers = numbers;
    this.pages = pages;
  }

  /** Returns a cluster's state, if there is one. */
  public Optional<ClusterState> get(ClusterId cluster) {
    int number = numbers.of(cluster);
    return number < 0 ? Optional.empty() : Optional.of(numbered(number));
  }

  /** Tells whether there is a state of a cluster. */
  public boolean has(ClusterId cluster) {
    return numbers.of(cluster) >= 0;
  }

  /** Returns the names, in order. */
  public List<ClusterId> names() {
    return stream().map(ClusterState::cluster).toList();
  }

  /** Returns the same with that state of its cluster. */
  ClusterStates with(ClusterState state) {
    int known = numbers.of(state.cluster());
    int number = known < 0 ? numbers.size() : known;
    ClusterNumbers then = known < 0 ? numbers.plus(state.cluster()) : numbers;
    return new ClusterStates(then, changed(number, state));
  }

  private ClusterState[][] changed(int number, ClusterState state) {
    int which = number >> PAGE_BITS;
    int place = number & IN_PAGE;
    ClusterState[][] copy = Arrays.copyOf(pages, Math.max(pages.length, which + 1));
    ClusterState[] page = which < pages.length ? pages[which] : new ClusterState[0];
    copy[which] = Arrays.copyOf(page, Math.max(page.length, place + 1));
    copy[which][place] = state;
    return copy;
  }

  private ClusterState numbered(int number) {
    return pages[number >> PAGE_BITS][number & IN_PAGE];
  }

  @Override
  public int size() {
    return numbers.size();
  }

  @Override
  public Iterator<ClusterState> iterator() {
    return new InOrder();
  }

  /** Goes through the states in the order of their names. */
  private final class InOrder implements Iterator<ClusterState> {
    private int place;

    @Override
    public boolean hasNext() {
      return place < size();
    }

    @Override
    public ClusterState next() {
      if (!hasNext()) {
        throw new NoSuchElementException("there are " + size() + " clusters");
      }
      return numbered(numbers.inOrder(place++));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClusterStates states && List.copyOf(this).equals(List.copyOf(states));
  }

  @Override
  public int hashCode() {
    return List.copyOf(this).hashCode();
  }
}
