package dev.baton.compose.status;

import static dev.baton.compose.service.JsonText.text;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.baton.arbiter.view.ClusterView;
import dev.baton.arbiter.view.NoSuccessor;
import dev.baton.arbiter.view.Status;
import dev.baton.compose.service.JsonText;
import dev.baton.log.TopicFinding;
import dev.baton.model.MemberAddress;
import dev.baton.model.NodeId;
import dev.baton.model.Vip;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.fact.Asks;
import dev.baton.model.fact.HostView;
import dev.baton.model.fact.ProbeReport;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.FailedTake;
import dev.baton.model.state.Ghost;
import dev.baton.model.state.Move;
import dev.baton.model.state.Placement;
import dev.baton.model.state.Quarantine;
import dev.baton.model.state.Roster;
import dev.baton.model.state.SessionState;
import dev.baton.model.state.Successor;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The status as JSON. Fields are added, never renamed or removed. Missing values are null.
 *
 * <p>{@code {at, clusters: [{cluster, phase, holder, epoch, move: {reason, at, from, request},
 * quarantine: {offset, why}, vips, definition, pendingDefinition, maintenance, holdDown: {moves,
 * tripped}, obstacle, failbackTo, successor: {node, epoch, since, withdrawn}, noSuccessor: {reason,
 * why}, unheard: [{epoch, node, asks, holdover}], nodes: [{node, priority, holder, session, lease,
 * enforcement, sessionPending, health, standby, unable, holdover: {asks, holdover}, failedEpoch,
 * failedWhy, failing: [{probe, kind, detail}], refusals: [{vip, why}], remarks, channel}],
 * placements: [{binding, index, epoch, node, result, detail, took, since}], risk, warnings}],
 * arbiters: [{arbiter, partition, role, term, silentMs, lag}], topics: [{topic, setting, value,
 * required, fix}]}}; times are ISO 8601 in UTC, durations are in ms.
 */
public final class StatusJson {

  private StatusJson() {}

  /** Returns the status on one line. */
  public static String line(Status status) {
    return JsonText.line(json -> write(json, status));
  }

  /** Returns the status indented. */
  public static String indented(Status status) {
    return JsonText.indented(json -> write(json, status));
  }

  private static void write(JsonGenerator json, Status status) throws IOException {
    json.writeStartObject();
    json.writeStringField("at", status.at().toString());
    json.writeArrayFieldStart("clusters");
    for (ClusterState state : status.clusters()) {
      writeCluster(json, ClusterView.of(state, status.clusters()));
    }
    json.writeEndArray();
    json.writeArrayFieldStart("arbiters");
    for (Status.Arbiter arbiter : status.arbiters()) {
      json.writeStartObject();
      json.writeStringField("arbiter", arbiter.id().value());
      json.writeNumberField("partition", arbiter.partition());
      json.writeStringField("role", arbiter.role().name());
      json.writeNumberField("term", arbiter.term());
      json.writeNumberField("silentMs", arbiter.silent().toMillis());
      json.writeNumberField("lag", arbiter.lag());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("topics");
    for (TopicFinding finding : status.topics()) {
      json.writeStartObject();
      json.writeStringField("topic", finding.topic());
      json.writeStringField("setting", finding.setting());
      json.writeStringField("value", finding.value());
      json.writeStringField("required", finding.required());
      json.writeStringField("fix", finding.fix());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeCluster(JsonGenerator json, ClusterView view) throws IOException {
    ClusterState state = view.state();
    json.writeStartObject();
    json.writeStringField("cluster", state.cluster().value());
    json.writeStringField("phase", view.phase());
    text(json, "holder", view.holder());
    json.writeNumberField("epoch", state.epoch().value());
    writeMove(json, state.move());
    writeQuarantine(json, state.quarantine());
    json.writeArrayFieldStart("vips");
    for (Vip vip : view.definition().map(ClusterDefinition::vips).orElse(List.of())) {
      json.writeString(vip.address());
    }
    json.writeEndArray();
    number(json, "definition", view.definition().map(ClusterDefinition::version));
    number(
        json, "pendingDefinition", state.definitions().pending().map(ClusterDefinition::version));
    json.writeBooleanField("maintenance", state.maintenance());
    json.writeObjectFieldStart("holdDown");
    json.writeNumberField("moves", state.holdDown().moves().size());
    json.writeBooleanField("tripped", state.holdDown().tripped());
    json.writeEndObject();
    text(json, "obstacle", state.obstacle());
    text(json, "failbackTo", state.failbackTo());
    writeSuccessor(json, state.succession().successor());
    writeNoSuccessor(json, view.noSuccessor());
    writeUnheard(json, state.holdover().ghosts());
    json.writeArrayFieldStart("nodes");
    for (ClusterView.NodeView node : view.nodes()) {
      writeNode(json, view, node);
    }
    json.writeEndArray();
    writePlacements(json, state.placements().values());
    writeWarnings(json, view);
    json.writeEndObject();
  }

  private static void writeWarnings(JsonGenerator json, ClusterView view) throws IOException {
    text(json, "risk", view.risk());
    json.writeArrayFieldStart("warnings");
    for (String warning : view.warnings()) {
      json.writeString(warning);
    }
    json.writeEndArray();
  }

  private static void writeSuccessor(JsonGenerator json, Optional<Successor> successor)
      throws IOException {
    if (successor.isEmpty()) {
      json.writeNullField("successor");
      return;
    }
    json.writeObjectFieldStart("successor");
    json.writeStringField("node", successor.orElseThrow().node().value());
    json.writeNumberField("epoch", successor.orElseThrow().epoch().value());
    json.writeStringField("since", successor.orElseThrow().since().toString());
    json.writeBooleanField("withdrawn", successor.orElseThrow().withdrawn());
    json.writeEndObject();
  }

  private static void writeNoSuccessor(JsonGenerator json, Optional<NoSuccessor> why)
      throws IOException {
    if (why.isEmpty()) {
      json.writeNullField("noSuccessor");
      return;
    }
    json.writeObjectFieldStart("noSuccessor");
    json.writeStringField("reason", why.orElseThrow().reason().name());
    json.writeStringField("why", why.orElseThrow().words());
    json.writeEndObject();
  }

  private static void writeUnheard(JsonGenerator json, List<Ghost> ghosts) throws IOException {
    json.writeArrayFieldStart("unheard");
    for (Ghost ghost : ghosts) {
      json.writeStartObject();
      json.writeNumberField("epoch", ghost.epoch().value());
      text(json, "node", ghost.holder().map(Ghost.Holder::node));
      writeAsks(json, ghost.asks());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeAsks(JsonGenerator json, Asks asks) throws IOException {
    json.writeArrayFieldStart("asks");
    for (NodeId node : asks.nodes()) {
      json.writeString(node.value());
    }
    json.writeEndArray();
    json.writeNumberField("holdover", asks.holdover().toMillis());
  }

  private static void writeRoster(JsonGenerator json, Optional<Roster> roster) throws IOException {
    if (roster.isEmpty()) {
      json.writeNullField("holdover");
      return;
    }
    json.writeObjectFieldStart("holdover");
    writeAsks(json, roster.orElseThrow().asks());
    json.writeEndObject();
  }

  private static void writePlacements(JsonGenerator json, Collection<Placement> placements)
      throws IOException {
    json.writeArrayFieldStart("placements");
    for (Placement placement : placements) {
      json.writeStartObject();
      json.writeStringField("binding", placement.binding());
      json.writeNumberField("index", placement.index());
      json.writeNumberField("epoch", placement.epoch().value());
      json.writeStringField("node", placement.node().value());
      json.writeStringField("result", placement.result().name());
      json.writeStringField("detail", placement.detail());
      json.writeNumberField("took", placement.took().toMillis());
      json.writeStringField("since", placement.since().toString());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeMove(JsonGenerator json, Optional<Move> move) throws IOException {
    if (move.isEmpty()) {
      json.writeNullField("move");
      return;
    }
    json.writeObjectFieldStart("move");
    json.writeStringField("reason", move.orElseThrow().reason().name());
    json.writeStringField("at", move.orElseThrow().causedAt().toString());
    text(json, "from", move.orElseThrow().from());
    text(json, "request", move.orElseThrow().requestId());
    json.writeEndObject();
  }

  private static void writeQuarantine(JsonGenerator json, Optional<Quarantine> quarantine)
      throws IOException {
    if (quarantine.isEmpty()) {
      json.writeNullField("quarantine");
      return;
    }
    json.writeObjectFieldStart("quarantine");
    json.writeNumberField("offset", quarantine.orElseThrow().position().offset());
    json.writeStringField("why", quarantine.orElseThrow().why());
    json.writeEndObject();
  }

  private static void writeNode(JsonGenerator json, ClusterView view, ClusterView.NodeView node)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("node", node.id().value());
    number(json, "priority", node.priority().map(Integer::longValue));
    json.writeBooleanField("holder", view.holder().equals(Optional.of(node.id())));
    text(json, "session", node.session().map(SessionState::session));
    number(json, "lease", node.session().map(session -> session.lease().toMillis()));
    text(json, "enforcement", node.session().map(SessionState::enforcement));
    json.writeBooleanField("sessionPending", node.pending());
    json.writeStringField("health", node.node().health().name());
    json.writeBooleanField("standby", node.node().standby());
    text(json, "unable", node.session().flatMap(SessionState::unable));
    writeRoster(json, node.session().flatMap(SessionState::roster));
    number(json, "failedEpoch", node.node().failedAt().map(epoch -> epoch.value()));
    text(json, "failedWhy", node.node().failedTake().map(FailedTake::why));
    json.writeArrayFieldStart("failing");
    for (ProbeReport probe : node.failing()) {
      json.writeStartObject();
      json.writeStringField("probe", probe.name());
      json.writeStringField("kind", probe.kind());
      json.writeStringField("detail", probe.detail());
      json.writeEndObject();
    }
    json.writeEndArray();
    writeHost(json, view, node);
    json.writeEndObject();
  }

  private static void writeHost(JsonGenerator json, ClusterView view, ClusterView.NodeView node)
      throws IOException {
    json.writeArrayFieldStart("refusals");
    for (HostView.Refused refused : ClusterView.refusals(view.state(), node)) {
      json.writeStartObject();
      json.writeStringField("vip", refused.vip().address());
      json.writeStringField("why", refused.why());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("remarks");
    for (String remark : node.node().host().map(HostView::remarks).orElse(List.of())) {
      json.writeString(remark);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("channel");
    for (MemberAddress address : node.session().map(SessionState::channel).orElse(List.of())) {
      json.writeString(address.toString());
    }
    json.writeEndArray();
  }

  private static void number(JsonGenerator json, String field, Optional<Long> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeNumberField(field, value.orElseThrow());
    } else {
      json.writeNullField(field);
    }
  }
}
