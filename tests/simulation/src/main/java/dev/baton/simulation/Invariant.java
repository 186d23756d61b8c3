package dev.baton.simulation;

import dev.baton.arbiter.fold.PartitionModel;
import dev.baton.arbiter.fold.Result;
import dev.baton.lease.core.KeeperEffect;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.FactRecord;
import java.util.List;

/**
 * Something that must hold whatever happens. It is shown what happens, in true order and time, and
 * throws a {@link Violation} when it does not hold any more.
 */
interface Invariant {

  /** Any event has happened. */
  default void happened() {}

  /** A fact became visible in the log; the reference fold derives that from it. */
  default void appended(FactRecord entry, Result derived) {}

  /** An order became visible in the commands topic. */
  default void ordered(long offset, CommandRecord order) {}

  /** An arbiter writes an order. */
  default void wrote(ArbiterProcess arbiter, CommandRecord order) {}

  /** An arbiter has folded an event. */
  default void folded(ArbiterProcess arbiter, PartitionModel model) {}

  /** A keeper opens its gate. */
  default void opened(KeeperProcess keeper, KeeperEffect.OpenGate effect) {}

  /** A process was woken because time had passed; whether it had anything to do, or can sleep. */
  default void woken(SimulatedProcess process, boolean acted) {}

  /** Audit lines were committed. */
  default void audited(List<AuditEntry> lines) {}

  /** The run ends. */
  default void ended() {}
}
