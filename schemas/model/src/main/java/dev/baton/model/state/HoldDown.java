package dev.baton.model.state;

import dev.baton.model.Ranges;
import dev.baton.model.definition.FailoverPolicy;
import java.time.Instant;
import java.util.List;

/**
 * Protection against flapping.
 *
 * @param moves when the recent unplanned moves happened, oldest first, within the policy's window
 * @param tripped whether unplanned moves to another node now wait for an acknowledgement
 */
public record HoldDown(List<Instant> moves, boolean tripped) {

  /** No moves yet. */
  public static final HoldDown CLEAR = new HoldDown(List.of(), false);

  /** Checks the size and freezes the list. */
  public HoldDown {
    moves = List.copyOf(moves);
    Ranges.require("moves", moves.size(), 0, FailoverPolicy.MOST_MOVES);
  }
}
