package dev.baton.simulation;

import dev.baton.arbiter.fold.Result;
import dev.baton.model.Source;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.fact.FactRecord;

/**
 * The audit of each fact counts from 0 without gap or repetition, under the fact's own position.
 */
final class AuditIsWhole implements Invariant {
  private Source last = Source.NONE;

  @Override
  public void appended(FactRecord entry, Result derived) {
    int index = 0;
    for (AuditEntry line : derived.audit()) {
      boolean own =
          line.source().position().equals(entry.position()) && line.source().index() == index;
      boolean later = line.source().isAfter(last) || last.equals(Source.NONE);
      if (!own || !later) {
        throw new Violation(this, line + " at " + entry.position() + " after " + last);
      }
      last = line.source();
      index++;
    }
  }
}
