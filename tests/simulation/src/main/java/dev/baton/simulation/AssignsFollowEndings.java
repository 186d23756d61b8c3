package dev.baton.simulation;

import dev.baton.arbiter.fold.Result;
import dev.baton.model.Epoch;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.audit.AuditRule;
import dev.baton.model.command.Command;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Rules R and E, read from the bare facts: an epoch is assigned only after the one before was
 * released, or given back, or its session died; and the last one has an outcome. Rule D: its
 * standing successor is believed that it was released.
 */
final class AssignsFollowEndings implements Invariant {
  private final TreeMap<SessionId, Position> lastKeepalive = new TreeMap<>();
  private final TreeSet<SessionId> dead = new TreeSet<>();
  private final TreeMap<SessionId, TreeSet<SessionId>> goesOn = new TreeMap<>();
  private final TreeSet<Epoch> givenBack = new TreeSet<>();
  private final TreeSet<Epoch> acquired = new TreeSet<>();
  private final TreeMap<Epoch, Command.Next> named = new TreeMap<>();
  private Optional<Command.Assign> last = Optional.empty();
  private boolean lifted;

  @Override
  public void appended(FactRecord entry, Result derived) {
    note(entry, derived);
    noteLifted(derived, entry.position());
    if (entry.fact() instanceof Fact.Keepalive keepalive && isAdmitted(keepalive, derived)) {
      dead.addAll(keepalive.ended());
    }
    for (CommandRecord order : derived.orders()) {
      if (order.command() instanceof Command.Assign assign) {
        check(assign, entry);
        last = Optional.of(assign);
        lifted = false;
      }
      if (order.command() instanceof Command.Next next) {
        named.put(next.epoch(), next);
      }
    }
  }

  private void note(FactRecord entry, Result derived) {
    Fact fact = entry.fact();
    if (fact instanceof Fact.Keepalive keepalive) {
      lastKeepalive.put(keepalive.session(), entry.position());
      noteGoingOn(keepalive);
      noteHolding(keepalive.holding());
    } else if (fact instanceof Fact.SessionClosed closed && !isPassedOver(derived)) {
      dead.add(closed.session());
    } else if (fact instanceof Fact.Expire expire
        && !isPassedOver(derived)
        && expire.last().equals(lastKeepalive.get(expire.session()))) {
      dead.add(expire.session());
    } else {
      noteOutcome(fact);
    }
  }

  /** Rule Q: an ending that nobody folds has to come once more. */
  private static boolean isPassedOver(Result derived) {
    return derived
        .next()
        .clusters()
        .get(World.CLUSTER)
        .filter(state -> state.quarantine().isPresent())
        .isPresent();
  }

  /** What a clone says while it has no session ends nothing. */
  private static boolean isAdmitted(Fact.Keepalive keepalive, Result derived) {
    return derived
        .next()
        .clusters()
        .get(World.CLUSTER)
        .filter(state -> state.sessions().containsKey(keepalive.session()))
        .isPresent();
  }

  /** Rule H: a keeper goes on with its epoch in another session. */
  private void noteGoingOn(Fact.Keepalive keepalive) {
    if (keepalive.holding().equals(Epoch.NONE)) {
      return;
    }
    TreeSet<SessionId> before =
        goesOn.computeIfAbsent(keepalive.session(), session -> new TreeSet<>());
    for (SessionId ended : keepalive.ended()) {
      before.add(ended);
      before.addAll(goesOn.getOrDefault(ended, new TreeSet<>()));
    }
  }

  private boolean isOneKeeper(Command.Assign before, Command.Assign after) {
    return before.session().equals(after.session())
        || goesOn.getOrDefault(after.session(), new TreeSet<>()).contains(before.session());
  }

  private void noteHolding(Epoch epoch) {
    if (!epoch.equals(Epoch.NONE)) {
      acquired.add(epoch);
    }
  }

  private void noteOutcome(Fact fact) {
    if (fact instanceof Fact.Released released) {
      givenBack.add(released.epoch());
    } else if (fact instanceof Fact.Failed failed) {
      givenBack.add(failed.epoch());
    } else if (fact instanceof Fact.Acquired taken) {
      acquired.add(taken.epoch());
    }
  }

  /** Rule Q: keepalives were passed over; the lifting counts as one of every session. */
  private void noteLifted(Result derived, Position position) {
    boolean lifts =
        derived.audit().stream()
            .anyMatch(
                line -> line.isBy(AuditRule.Q) && line.summary().contains("quarantine is lifted"));
    if (lifts) {
      lifted = true;
      lastKeepalive.replaceAll((session, before) -> position);
    }
  }

  private void check(Command.Assign assign, FactRecord entry) {
    if (dead.contains(assign.session())) {
      throw new Violation(this, assign + " at " + entry.position() + " to a dead session");
    }
    if (last.isEmpty() || last.orElseThrow().epoch().equals(assign.epoch())) {
      return;
    }
    Command.Assign before = last.orElseThrow();
    // Rule Q: who is found to hold goes on under another epoch.
    boolean found = lifted && isOneKeeper(before, assign);
    if (!found && !hasEnded(before) && !isShown(assign, before, entry.fact())) {
      throw new Violation(this, assign + " at " + entry.position() + " while " + before + " lasts");
    }
  }

  /** Tells whether the record itself shows that the assignment before is over. */
  private boolean isShown(Command.Assign assign, Command.Assign before, Fact fact) {
    return isPassed(before, assign, fact) || isSuccessorsWord(assign, before, fact);
  }

  private boolean hasEnded(Command.Assign before) {
    return givenBack.contains(before.epoch()) || dead.contains(before.session());
  }

  /** The same session says that it has seen its epoch and does not hold it: it never will. */
  private static boolean isPassed(Command.Assign before, Command.Assign after, Fact fact) {
    return before.session().equals(after.session())
        && fact instanceof Fact.Keepalive keepalive
        && keepalive.session().equals(before.session())
        && !keepalive.holding().equals(before.epoch())
        && !before.epoch().isAfter(keepalive.highestSeen());
  }

  /** Tells whether a record of the successor shows that the holder before has let go. */
  private boolean isSuccessorsWord(Command.Assign assign, Command.Assign before, Fact fact) {
    Optional<Command.Next> own =
        Optional.ofNullable(named.get(assign.epoch()))
            .filter(next -> next.session().equals(assign.session()))
            .filter(next -> next.after().equals(before.epoch()));
    return own.filter(next -> opened(fact).filter(next.epoch()::equals).isPresent()).isPresent();
  }

  /** Returns the epoch that a record says its keeper has opened. */
  static Optional<Epoch> opened(Fact fact) {
    if (fact instanceof Fact.Acquired acquired) {
      return Optional.of(acquired.epoch());
    }
    if (fact instanceof Fact.Failed failed) {
      return Optional.of(failed.epoch());
    }
    if (fact instanceof Fact.Released released) {
      return Optional.of(released.epoch()).filter(epoch -> released.held());
    }
    return fact instanceof Fact.Keepalive keepalive
        ? Optional.of(Epoch.max(keepalive.holding(), keepalive.highestSeen()))
        : Optional.empty();
  }

  @Override
  public void ended() {
    boolean open =
        last.filter(assign -> !acquired.contains(assign.epoch()))
            .filter(assign -> !givenBack.contains(assign.epoch()))
            .filter(assign -> !dead.contains(assign.session()))
            .isPresent();
    if (open) {
      throw new Violation(this, last + " has no outcome");
    }
  }
}
