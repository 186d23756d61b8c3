package dev.baton.spi;

import java.util.List;

/**
 * What an actuator did.
 *
 * @param changes what was changed, one entry each in words; empty when everything was in place
 * @param expectation what clients must be told beyond it, for example how long resolvers may keep
 *     the old answer; empty if nothing
 */
public record Receipt(List<String> changes, String expectation) {

  /** Freezes the list. */
  public Receipt {
    changes = List.copyOf(changes);
  }
}
