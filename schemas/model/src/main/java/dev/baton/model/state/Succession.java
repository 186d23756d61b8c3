package dev.baton.model.state;

import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import java.time.Instant;
import java.util.Optional;

/**
 * What the fold remembers of successors (rule D).
 *
 * @param given the highest number that was ever given away, to a holder or to a successor
 * @param successor who stands ready; empty if nobody does
 * @param rest the node that was withdrawn last, which is not named again at once; empty if none was
 */
public record Succession(Epoch given, Optional<Successor> successor, Optional<Rest> rest) {
  /** Before the first. */
  public static final Succession NONE =
      new Succession(Epoch.NONE, Optional.empty(), Optional.empty());

  /**
   * A node that was withdrawn.
   *
   * @param node which
   * @param since when it was, in log time
   */
  public record Rest(NodeId node, Instant since) {}

  /** Returns the same with a successor who was named. */
  public Succession named(Successor next) {
    return new Succession(Epoch.max(given, next.epoch()), Optional.of(next), rest);
  }

  /** Returns the same with the successor told to give its epoch up. */
  public Succession withdrawn(Instant when) {
    return new Succession(
        given,
        successor.map(Successor::asWithdrawn),
        successor.map(of -> new Rest(of.node(), when)));
  }

  /** Returns the same with a successor whose name counts no more. */
  public Succession voided() {
    return new Succession(given, successor.map(Successor::asWithdrawn), rest);
  }

  /** Returns the same without a successor. Its number is never given again. */
  public Succession over() {
    return new Succession(given, Optional.empty(), rest);
  }

  /** Returns the same with nobody at rest. */
  public Succession rested() {
    return new Succession(given, successor, Optional.empty());
  }

  /** Returns the same where numbers rise from there on. */
  public Succession risenTo(Epoch epoch) {
    return epoch.isAfter(given) ? new Succession(epoch, successor, rest) : this;
  }
}
