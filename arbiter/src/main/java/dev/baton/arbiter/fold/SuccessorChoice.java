package dev.baton.arbiter.fold;

import dev.baton.arbiter.fold.Policy.Choice;
import dev.baton.model.audit.AuditEntry.Alternative;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.HookPlan;
import dev.baton.model.state.AssignmentState;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.Definitions;
import dev.baton.model.state.SessionState;
import dev.baton.model.state.Successor;
import java.util.List;
import java.util.Optional;

/**
 * Whom the next epoch is to be given to beforehand (rule D), or why nobody. A pure function of a
 * cluster's state: the fold acts on it, and a status shows it.
 *
 * @param wanted the session that policy would let the VIPs go to by itself
 * @param reason why nobody is to be named now; empty if {@code wanted} is to stand ready
 * @param alternatives if the choice was made: all members, in order of preference, with why they
 *     can or cannot hold; otherwise empty
 */
public record SuccessorChoice(
    Optional<SessionState> wanted, Optional<Reason> reason, List<Alternative> alternatives) {

  /** Freezes the list. */
  public SuccessorChoice {
    alternatives = List.copyOf(alternatives);
  }

  /** Why nobody is to be named. */
  public enum Reason {
    /** The cluster is in quarantine: nothing is decided. */
    QUARANTINE,
    /** The log may have lost records, and not every session has read of that (rule B). */
    GAP,
    /** Nobody holds the VIPs. */
    NOBODY_HOLDS,
    /** The holder is to let go, and nobody was named before that. */
    HOLDER_LEAVES,
    /** The one that was named last has not given its number up yet. */
    UNANSWERED,
    /** The cluster is being undefined. */
    UNDEFINING,
    /** Scripts have to run between two holders. */
    HOOKS,
    /** An operator wants no automatic move. */
    MAINTENANCE,
    /** Too many unplanned moves: the next one waits for an acknowledgement. */
    HOLD_DOWN,
    /** No other member can hold. */
    NOBODY_ELIGIBLE,
    /** The node that is wanted was withdrawn less than a second ago. */
    REST,
    /** The holder has passed its epoch and is about to be given another one. */
    HOLDER_PASSED
  }

  /** Chooses. */
  public static SuccessorChoice of(ClusterState state, FoldRules rules) {
    return state.quarantine().isPresent()
        ? nobody(Reason.QUARANTINE)
        : state.assignment().match(new ByAssignment(state, rules));
  }

  private static SuccessorChoice nobody(Reason reason) {
    return new SuccessorChoice(Optional.empty(), Optional.of(reason), List.of());
  }

  /** Returns why a definition forbids to name anybody; empty if it does not. */
  static Optional<Reason> forbidden(Definitions definitions) {
    if (definitions.undefining()) {
      return Optional.of(Reason.UNDEFINING);
    }
    HookPlan hooks = definitions.effective().map(ClusterDefinition::hooks).orElse(HookPlan.NONE);
    return hooks.equals(HookPlan.NONE) ? Optional.empty() : Optional.of(Reason.HOOKS);
  }

  private record ByAssignment(ClusterState state, FoldRules rules)
      implements AssignmentState.Cases<SuccessorChoice> {

    @Override
    public SuccessorChoice held(AssignmentState.Held held) {
      return frozen()
          .map(SuccessorChoice::nobody)
          .orElseGet(
              () -> choose(held, HolderReview.others(state, rules, held.node(), Optional.empty())));
    }

    /** Returns why nobody is to be named, whoever could take the VIPs. */
    private Optional<Reason> frozen() {
      if (state.succession().successor().filter(Successor::withdrawn).isPresent()) {
        return Optional.of(Reason.UNANSWERED);
      }
      Optional<Reason> forbidden = forbidden(state.definitions());
      if (forbidden.isPresent()) {
        return forbidden;
      }
      if (state.maintenance()) {
        return Optional.of(Reason.MAINTENANCE);
      }
      return state.holdDown().tripped() ? Optional.of(Reason.HOLD_DOWN) : Optional.empty();
    }

    private SuccessorChoice choose(AssignmentState.Held held, Choice choice) {
      Optional<SessionState> wanted = choice.chosen().flatMap(state::currentSession);
      return new SuccessorChoice(wanted, obstacle(held, wanted), choice.alternatives());
    }

    private Optional<Reason> obstacle(AssignmentState.Held held, Optional<SessionState> wanted) {
      if (wanted.isEmpty()) {
        return Optional.of(Reason.NOBODY_ELIGIBLE);
      }
      if (CommandRedelivery.isBeingPassed(state, held)) {
        return Optional.of(Reason.HOLDER_PASSED);
      }
      return state
          .succession()
          .rest()
          .filter(rest -> rest.node().equals(wanted.orElseThrow().node()))
          .map(rest -> Reason.REST);
    }

    @Override
    public SuccessorChoice releasing(AssignmentState.Releasing assignment) {
      return nobody(Reason.HOLDER_LEAVES);
    }

    @Override
    public SuccessorChoice suspended(AssignmentState.Suspended assignment) {
      return nobody(Reason.GAP);
    }

    @Override
    public SuccessorChoice unassigned(AssignmentState.Unassigned assignment) {
      return nobody(Reason.NOBODY_HOLDS);
    }

    @Override
    public SuccessorChoice promoting(AssignmentState.Promoting assignment) {
      return nobody(Reason.NOBODY_HOLDS);
    }

    @Override
    public SuccessorChoice demoting(AssignmentState.Demoting assignment) {
      return nobody(Reason.NOBODY_HOLDS);
    }
  }
}
