package dev.baton.model.state;

import dev.baton.model.Ranges;
import dev.baton.model.fact.Asks;

/**
 * Whom a session asks for promises that says that it holds (rule H).
 *
 * @param sequence of the keepalive that said so; an earlier one that is read later says nothing
 * @param asks these members
 */
public record Roster(long sequence, Asks asks) {

  /** Checks the range. */
  public Roster {
    Ranges.require("sequence", sequence, 0);
  }
}
