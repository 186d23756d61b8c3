package dev.baton.arbiter.fold;

import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Source;
import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.audit.AuditEntry.Alternative;
import dev.baton.model.audit.AuditEntry.Kind;
import dev.baton.model.audit.AuditRule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** An audit line whose source is not known yet. */
public record AuditLineBuilder(
    Kind kind,
    AuditRule rule,
    Optional<Epoch> epoch,
    Optional<NodeId> node,
    String summary,
    List<Alternative> alternatives,
    SortedMap<AuditDetail<?>, String> details) {

  /** Begins a line. */
  public static AuditLineBuilder of(Kind kind, AuditRule rule, String summary) {
    return new AuditLineBuilder(
        kind, rule, Optional.empty(), Optional.empty(), summary, List.of(), new TreeMap<>());
  }

  /** Adds the epoch concerned. */
  AuditLineBuilder at(Epoch concerned) {
    return new AuditLineBuilder(
        kind, rule, Optional.of(concerned), node, summary, alternatives, details);
  }

  /** Adds the node concerned. */
  AuditLineBuilder about(NodeId concerned) {
    return new AuditLineBuilder(
        kind, rule, epoch, Optional.of(concerned), summary, alternatives, details);
  }

  /** Adds the nodes that were considered. */
  AuditLineBuilder among(List<Alternative> considered) {
    return new AuditLineBuilder(kind, rule, epoch, node, summary, considered, details);
  }

  /** Adds a number. */
  AuditLineBuilder with(AuditDetail<Long> detail, long value) {
    return with(detail, Long.valueOf(value));
  }

  /** Adds an input. */
  public <T> AuditLineBuilder with(AuditDetail<T> detail, T value) {
    SortedMap<AuditDetail<?>, String> more = new TreeMap<>(details);
    more.put(detail, detail.write(value));
    return new AuditLineBuilder(kind, rule, epoch, node, summary, alternatives, more);
  }

  /** Returns the finished line. */
  public AuditEntry entry(Optional<ClusterId> cluster, Source source, Instant when) {
    SortedMap<String, String> written = new TreeMap<>();
    details.forEach((detail, value) -> written.put(detail.name(), value));
    return new AuditEntry(
        cluster, source, when, kind, rule.id(), epoch, node, summary, alternatives, written);
  }
}
