package dev.baton.arbiter.fold;

import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Source;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.audit.AuditEntry.Alternative;
import dev.baton.model.audit.AuditEntry.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** An audit line whose source is not known yet. */
public record AuditLineBuilder(
    Kind kind,
    String rule,
    Optional<Epoch> epoch,
    Optional<NodeId> node,
    String summary,
    List<Alternative> alternatives,
    SortedMap<String, String> details) {

  /** Begins a line. */
  public static AuditLineBuilder of(Kind kind, String rule, String summary) {
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

  /** Adds an input by name. */
  public AuditLineBuilder with(String name, Object value) {
    SortedMap<String, String> more = new TreeMap<>(details);
    more.put(name, value.toString());
    return new AuditLineBuilder(kind, rule, epoch, node, summary, alternatives, more);
  }

  /** Returns the finished line. */
  public AuditEntry entry(Optional<ClusterId> cluster, Source source, Instant when) {
    return new AuditEntry(
        cluster, source, when, kind, rule, epoch, node, summary, alternatives, details);
  }
}
