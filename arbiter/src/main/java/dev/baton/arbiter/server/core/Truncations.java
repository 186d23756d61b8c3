package dev.baton.arbiter.server.core;

import dev.baton.arbiter.fold.FoldReplica;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Where a partition's log turned out to end, each time this process found it shorter than it had
 * been read (rule B). Kept for as long as the committed state may be older than that. Thread-safe.
 */
public final class Truncations {
  /** Losses are rare; the committed state is newer than all but the last few. */
  private static final int MOST = 64;

  private final Deque<Truncation> known = new ArrayDeque<>();

  /** The log ended there for a fold of that generation. */
  private record Truncation(long offset, long generation) {}

  /**
   * Takes note of one.
   *
   * @param offset where the log ended
   * @param generation what was folded when that was found: a state of a later one knows of it
   */
  public synchronized void add(long offset, long generation) {
    known.addLast(new Truncation(offset, generation));
    if (known.size() > MOST) {
      known.removeFirst();
    }
  }

  /**
   * Makes a fold begin where the log ended, if its snapshots know of records that are lost and of
   * nothing that took their places.
   */
  public synchronized void rewind(FoldReplica fold) {
    long committed = fold.model().partition().generation();
    known.stream()
        .filter(truncation -> committed <= truncation.generation())
        .forEach(truncation -> fold.rewind(truncation.offset()));
  }
}
