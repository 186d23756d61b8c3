package dev.baton.spi;

import java.util.List;

/**
 * What an actuator did in a pass.
 *
 * @param changes what was changed, one entry each in words; empty if everything was already right
 * @param expectation what clients should expect, for example how long resolvers may keep the old
 *     answer; empty if nothing
 */
public record Receipt(List<String> changes, String expectation) {

  /** Freezes the list. */
  public Receipt {
    changes = List.copyOf(changes);
  }
}
