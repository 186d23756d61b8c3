package dev.baton.model.state;

import dev.baton.model.NodeId;
import dev.baton.model.Ranges;
import java.util.List;
import java.util.Optional;

/**
 * What the fold remembers for the time without Kafka (rule H).
 *
 * @param roster whom the holder asks for promises, if it said that these are fewer than all
 * @param ghosts holders whose gate may still be open; one at most, and one more of a loss of
 *     records
 * @param number counts ghosts, to tell their timer from earlier ones
 */
public record Holdover(Optional<Roster> roster, List<Ghost> ghosts, long number) {
  /** The holder asks everybody, and no other gate can be open. */
  public static final Holdover NONE = new Holdover(Optional.empty(), List.of(), 0);

  /**
   * Whom the present holder asks.
   *
   * @param sequence of the keepalive that said so; an earlier one that is read later says nothing
   * @param asks these members; none if it is alone
   */
  public record Roster(long sequence, List<NodeId> asks) {
    /** Freezes the list. */
    public Roster {
      asks = List.copyOf(asks);
      Ranges.require("sequence", sequence, 0);
    }
  }

  /** Freezes the list. */
  public Holdover {
    ghosts = List.copyOf(ghosts);
    Ranges.require("number", number, 0);
  }
}
