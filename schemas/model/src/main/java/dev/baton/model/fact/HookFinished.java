package dev.baton.model.fact;

import dev.baton.model.Bounds;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Ranges;
import java.time.Duration;
import java.util.Optional;

/**
 * A promote or demote script ended.
 *
 * @param epoch the epoch of the command that it answers
 * @param node where it ran
 * @param hook which script
 * @param exitStatus its exit status; empty if it was killed at its timeout or could not be started
 * @param output the end of its output, both streams, bounded to 2048 characters
 * @param took how long it ran
 */
public record HookFinished(
    Epoch epoch, NodeId node, Hook hook, Optional<Integer> exitStatus, String output, Duration took)
    implements Fact {
  /** Bounds the output and the time. */
  public HookFinished {
    output = Bounds.tail(output, 2048);
    took = Ranges.took(took);
  }

  /** Tells whether the script did what it should. */
  public boolean succeeded() {
    return exitStatus.isPresent() && exitStatus.orElseThrow() == 0;
  }

  @Override
  public <R> R match(Cases<R> cases) {
    return cases.hookFinished(this);
  }
}
