package dev.baton.arbiter.fold;

import dev.baton.model.audit.AuditEntry;
import dev.baton.model.command.CommandRecord;
import java.util.List;

/**
 * What follows from one record.
 *
 * @param next the model after it
 * @param orders the commands that derive from it, in order
 * @param audit the lines that explain it, in order
 */
public record Result(PartitionModel next, List<CommandRecord> orders, List<AuditEntry> audit) {

  /** Freezes the lists. */
  public Result {
    orders = List.copyOf(orders);
    audit = List.copyOf(audit);
  }
}
