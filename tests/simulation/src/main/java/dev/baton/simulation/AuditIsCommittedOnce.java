package dev.baton.simulation;

import dev.baton.arbiter.fold.Result;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.fact.FactRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands in the audit is what the log's fold says, line by line, nothing twice or left out.
 */
final class AuditIsCommittedOnce implements Invariant {
  private final List<AuditEntry> derived = new ArrayList<>();
  private int committed;

  @Override
  public void appended(FactRecord entry, Result result) {
    derived.addAll(result.audit());
  }

  @Override
  public void audited(List<AuditEntry> lines) {
    for (AuditEntry line : lines) {
      if (committed == derived.size() || !line.equals(derived.get(committed))) {
        throw new Violation(this, "line " + committed + " is " + line);
      }
      committed++;
    }
  }
}
