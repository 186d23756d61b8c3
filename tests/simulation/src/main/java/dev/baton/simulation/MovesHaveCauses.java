package dev.baton.simulation;

import dev.baton.arbiter.fold.Result;
import dev.baton.model.Epoch;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.command.Command;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.Move;
import dev.baton.model.state.MoveReason;
import java.util.Arrays;
import java.util.Optional;

/** Nothing moves without a recorded cause: a fact that stands in the log and is of that kind. */
final class MovesHaveCauses implements Invariant {
  private final World world;

  MovesHaveCauses(World world) {
    this.world = world;
  }

  @Override
  public void appended(FactRecord entry, Result derived) {
    for (CommandRecord order : derived.orders()) {
      boolean moves =
          order.command() instanceof Command.Assign
              || (order.command() instanceof Command.Release release
                  && release.epoch().equals(epoch(derived)));
      if (moves) {
        explain(entry, derived, order);
      }
    }
  }

  /** A number above it is taken back from a successor: nothing moves. */
  private static Epoch epoch(Result derived) {
    return derived.next().clusters().get(World.CLUSTER).map(ClusterState::epoch).orElse(Epoch.NONE);
  }

  private void explain(FactRecord entry, Result derived, CommandRecord order) {
    Optional<Move> move = derived.next().clusters().get(World.CLUSTER).flatMap(ClusterState::move);
    boolean told =
        derived.audit().stream().anyMatch(line -> line.kind() == AuditEntry.Kind.COMMAND);
    if (!told || move.isEmpty() || move.orElseThrow().cause().isAfter(entry.position())) {
      throw new Violation(this, order + " has no cause");
    }
    Fact cause = world.events.at(move.orElseThrow().cause().offset()).fact();
    if (!fits(move.orElseThrow().reason(), cause)) {
      throw new Violation(this, order + " because of " + move + ", but there stands " + cause);
    }
  }

  private static boolean fits(MoveReason reason, Fact cause) {
    return switch (reason) {
      case SWITCHOVER -> is(cause, Fact.Request.class);
      // A keeper names a session as over whose gate may be open, and may not go on (rule H).
      case SESSION_EXPIRED -> is(cause, Fact.Expire.class, Fact.Keepalive.class);
      case SESSION_CLOSED -> is(cause, Fact.SessionClosed.class, Fact.Keepalive.class);
      // The successor's record may be the first that shows it.
      case RELEASED_BY_HOLDER ->
          is(
              cause,
              Fact.Released.class,
              Fact.Acquired.class,
              Fact.Keepalive.class,
              Fact.Failed.class);
      case ACQUISITION_FAILED -> is(cause, Fact.Failed.class);
      case FAILBACK -> is(cause, Fact.Timer.class);
      // A holder that has gone on without Kafka is given its epoch again, and has to let go.
      case MEMBER_REMOVED -> is(cause, Fact.Timer.class, Fact.Keepalive.class);
      case UNDEFINED -> is(cause, Fact.Request.class, Fact.Timer.class, Fact.Keepalive.class);
      case FIRST_ASSIGNMENT, HOLDER_UNHEALTHY, HOLDER_UNABLE, STANDBY, PROMOTION_FAILED, GAP ->
          true;
    };
  }

  private static boolean is(Fact cause, Class<?>... kinds) {
    return Arrays.stream(kinds).anyMatch(kind -> kind.isInstance(cause));
  }
}
