package dev.baton.arbiter.fold;

import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import dev.baton.model.command.Command.Ending;
import dev.baton.model.state.AssignmentState;
import java.util.Optional;

/** Questions about an assignment to which only some of its kinds have an answer. */
final class AssignmentStates {

  private AssignmentStates() {}

  /**
   * To which node the present epoch is assigned.
   *
   * @param node the holder
   * @param session its session
   * @param releasing whether it is to let go
   * @param told whether it was told so
   */
  record Holder(NodeId node, SessionId session, boolean releasing, boolean told) {}

  /** Returns the holder, if there is one. */
  static Optional<Holder> holder(AssignmentState assignment) {
    return assignment.match(
        new Only<Holder>() {
          @Override
          public Optional<Holder> held(AssignmentState.Held held) {
            return Optional.of(new Holder(held.node(), held.session(), false, false));
          }

          @Override
          public Optional<Holder> releasing(AssignmentState.Releasing releasing) {
            return Optional.of(
                new Holder(releasing.node(), releasing.session(), true, releasing.told()));
          }
        });
  }

  static Optional<AssignmentState.Held> held(AssignmentState assignment) {
    return assignment.match(
        new Only<AssignmentState.Held>() {
          @Override
          public Optional<AssignmentState.Held> held(AssignmentState.Held held) {
            return Optional.of(held);
          }
        });
  }

  static Optional<AssignmentState.Promoting> promoting(AssignmentState assignment) {
    return assignment.match(
        new Only<AssignmentState.Promoting>() {
          @Override
          public Optional<AssignmentState.Promoting> promoting(
              AssignmentState.Promoting promoting) {
            return Optional.of(promoting);
          }
        });
  }

  static Optional<AssignmentState.Demoting> demoting(AssignmentState assignment) {
    return assignment.match(
        new Only<AssignmentState.Demoting>() {
          @Override
          public Optional<AssignmentState.Demoting> demoting(AssignmentState.Demoting demoting) {
            return Optional.of(demoting);
          }
        });
  }

  static Optional<AssignmentState.Suspended> suspended(AssignmentState assignment) {
    return assignment.match(
        new Only<AssignmentState.Suspended>() {
          @Override
          public Optional<AssignmentState.Suspended> suspended(AssignmentState.Suspended gapped) {
            return Optional.of(gapped);
          }
        });
  }

  /** Returns how the present epoch ended, if nobody holds and no script runs. */
  static Optional<Ending> unassigned(AssignmentState assignment) {
    return assignment.match(
        new Only<Ending>() {
          @Override
          public Optional<Ending> unassigned(AssignmentState.Unassigned vacant) {
            return Optional.of(vacant.ended());
          }
        });
  }

  /** Answers nothing for each kind that is not overridden. */
  private static class Only<T> implements AssignmentState.Cases<Optional<T>> {
    @Override
    public Optional<T> unassigned(AssignmentState.Unassigned assignment) {
      return Optional.empty();
    }

    @Override
    public Optional<T> promoting(AssignmentState.Promoting assignment) {
      return Optional.empty();
    }

    @Override
    public Optional<T> held(AssignmentState.Held assignment) {
      return Optional.empty();
    }

    @Override
    public Optional<T> releasing(AssignmentState.Releasing assignment) {
      return Optional.empty();
    }

    @Override
    public Optional<T> demoting(AssignmentState.Demoting assignment) {
      return Optional.empty();
    }

    @Override
    public Optional<T> suspended(AssignmentState.Suspended assignment) {
      return Optional.empty();
    }
  }
}
