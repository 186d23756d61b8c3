package dev.baton.arbiter.server.core;

import dev.baton.model.ClusterId;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Fact;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One thing that a {@link PartitionRunner} wants done. The shell carries effects out in the order
 * in which they are returned.
 */
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

    /** Write a command. */
    R writeOrder(WriteOrder effect);

    /** This arbiter leads from now on. */
    R becameLeader(BecameLeader effect);

    /** This arbiter leads no more. */
    R stoodDown(StoodDown effect);

    /** Begin again from the committed state. */
    R refold(Refold effect);
  }

  /**
   * Append a fact to the events topic, and report how that ended: a beat by {@code onBeatAcked} or
   * {@code onAppendFailed}, anything else by {@code onAppendFailed} if it failed. The shell appends
   * a gap again until it stands, because the runner that found it may be gone by then.
   *
   * @param cluster the fact's cluster; empty for the partition's own facts
   * @param fact what to append
   */
  record AppendFact(Optional<ClusterId> cluster, Fact fact) implements Effect {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.appendFact(this);
    }
  }

  /**
   * Write a command to the commands topic. If that fails, report it by {@code onWriteFailed}.
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
    /** It does not read back its own ticks: others do not hear it, or it does not hear others. */
    OWN_TICKS_UNREAD,
    /** It is to begin again from the committed state. */
    REFOLDS
  }

  /**
   * This arbiter leads no more.
   *
   * @param term the term that is over
   * @param why the reason
   */
  record StoodDown(long term, StandDown why) implements Effect {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.stoodDown(this);
    }
  }

  /**
   * This runner ends: make a new one from the newest committed snapshots (rules B and Z).
   *
   * @param truncatedAt the offset at which the log was found to end; empty if the runner begins
   *     again only because records were lost earlier
   */
  record Refold(OptionalLong truncatedAt) implements Effect {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.refold(this);
    }
  }
}
