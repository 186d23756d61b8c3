package dev.baton.model.state;

import dev.baton.model.Bounds;
import dev.baton.model.Position;

/**
 * A record that cannot be folded (rule Q). Nothing of its cluster is folded any more until an
 * operator skips it.
 *
 * @param position where the record stands
 * @param why what is wrong, for people; bounded to 512 characters
 */
public record Quarantine(Position position, String why) {

  /** Bounds the text. */
  public Quarantine {
    why = Bounds.text(why, 512);
  }
}
