package dev.baton.arbiter.server.core;

import dev.baton.model.ClusterId;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Fact;
import java.util.Optional;
import java.util.OptionalLong;

/** Something that a {@link PartitionRunner} wants done, in the order in which it says so. */
public sealed interface Effect {

  /** Calls the case for this kind of effect. */
  <R> R match(Cases<R> cases);

  /**
   * One branch per kind of effect.
   *
   * @param <R> what a branch returns
   */
  interface Cases<R> {
    /** Append a fact. */
    R appendFact(AppendFact effect);

    /** Write an order. */
    R writeOrder(WriteOrder effect);

    /** It leads from now on. */
    R becameLeader(BecameLeader effect);

    /** It leads no more. */
    R stoodDown(StoodDown effect);

    /** Begin again from the committed state. */
    R refold(Refold effect);
  }

  /**
   * Append a fact to the events topic, and report how that ended: a beat by {@code onBeatAcked} or
   * {@code onAppendFailed}, anything else by {@code onAppendFailed} if it failed.
   *
   * @param cluster whose; empty for the partition's own
   * @param fact what to append
   */
  record AppendFact(Optional<ClusterId> cluster, Fact fact) implements Effect {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.appendFact(this);
    }
  }

  /**
   * Write an order to the commands topic; if that fails, report it by {@code onWriteFailed}.
   *
   * @param order what to write
   */
  record WriteOrder(CommandRecord order) implements Effect {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.writeOrder(this);
    }
  }

  /**
   * This arbiter leads the partition from now on: it also writes audit and state.
   *
   * @param term the term of its ticks
   */
  record BecameLeader(long term) implements Effect {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.becameLeader(this);
    }
  }

  /** Why a leader stands down. */
  enum StandDown {
    /** It read a tick of a later term, or of another leader of the same term that was first. */
    ANOTHER_LEADS,
    /** It does not read back its own ticks: others could not hear it, or it cannot hear others. */
    OWN_TICKS_UNREAD,
    /** It is to begin again from the committed state. */
    REFOLDS
  }

  /**
   * This arbiter leads no more.
   *
   * @param term the term that is over for it
   * @param why what made it stand down
   */
  record StoodDown(long term, StandDown why) implements Effect {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.stoodDown(this);
    }
  }

  /**
   * This runner is at its end: make a new one from the newest committed snapshots (rules B and Z).
   *
   * @param truncatedAt where the log turned out to end; empty if it did not, and the committed
   *     state is only wanted because records were lost at some time before
   */
  record Refold(OptionalLong truncatedAt) implements Effect {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.refold(this);
    }
  }
}
