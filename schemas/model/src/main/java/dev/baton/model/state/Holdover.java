package dev.baton.model.state;

import dev.baton.model.Ranges;
import java.util.List;

/**
 * What the fold remembers of holders that may go on without Kafka (rule H).
 *
 * @param ghosts holders whose gate may still be open; one of a session at most, and one of a loss
 *     of records
 * @param number counts ghosts, to tell their timer from earlier ones
 */
public record Holdover(List<Ghost> ghosts, long number) {
  /** No gate can be open but the holder's. */
  public static final Holdover NONE = new Holdover(List.of(), 0);

  /** Freezes the list. */
  public Holdover {
    ghosts = List.copyOf(ghosts);
    Ranges.require("number", number, 0);
  }
}
