package dev.baton.codec;

import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import dev.baton.model.Vip;
import dev.baton.model.definition.Binding;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.FailoverPolicy;
import dev.baton.model.definition.HookPlan;
import dev.baton.model.definition.Member;
import dev.baton.model.definition.Timings;
import dev.baton.model.definition.WithoutPromises;
import java.time.Duration;
import java.util.Optional;

/** Reads and writes cluster definitions. */
final class DefinitionFields {

  private DefinitionFields() {}

  static ClusterDefinition read(Fields in) {
    return in.build(
        () ->
            new ClusterDefinition(
                in.text("cluster", ClusterId::new),
                in.number("version", 1),
                in.objects("members", DefinitionFields::member),
                in.texts("vips", Vip::new),
                in.objects("bindings", DefinitionFields::binding),
                in.object("timings", DefinitionFields::timings),
                in.object("policy", DefinitionFields::policy),
                in.object("hooks", DefinitionFields::hooks)));
  }

  static FieldWriter write(FieldWriter out, ClusterDefinition definition) {
    return out.text("cluster", definition.cluster().value())
        .number("version", definition.version())
        .objects(
            "members",
            definition.members(),
            (inner, member) ->
                inner.text("node", member.node().value()).number("priority", member.priority()))
        .texts("vips", definition.vips(), Vip::address)
        .objects(
            "bindings",
            definition.bindings(),
            (inner, binding) ->
                inner.text("kind", binding.kind()).map("settings", binding.settings()))
        .object("timings", inner -> write(inner, definition.timings()))
        .object("policy", inner -> write(inner, definition.policy()))
        .object("hooks", inner -> write(inner, definition.hooks()));
  }

  private static Member member(Fields in) {
    return in.build(() -> new Member(in.text("node", NodeId::new), in.integer("priority")));
  }

  private static Binding binding(Fields in) {
    return in.build(() -> new Binding(in.text("kind"), in.map("settings")));
  }

  /** A definition that names no holdover has the usual one. */
  private static Timings timings(Fields in) {
    Duration lease = in.duration("lease");
    return in.build(
        () ->
            new Timings(
                lease,
                in.duration("keepaliveInterval"),
                in.duration("healthTimeout"),
                in.integer("driftPpm"),
                in.duration("epsilon"),
                in.optionalDuration("holdover").orElse(Timings.usualHoldover(lease))));
  }

  private static void write(FieldWriter out, Timings timings) {
    out.duration("lease", timings.lease())
        .duration("keepaliveInterval", timings.keepaliveInterval())
        .duration("healthTimeout", timings.healthTimeout())
        .number("driftPpm", timings.driftPpm())
        .duration("epsilon", timings.epsilon())
        .duration(
            "holdover",
            Optional.of(timings.holdover())
                .filter(named -> !named.equals(Timings.usualHoldover(timings.lease()))));
  }

  /** Without a word on it, a holder lets go. */
  private static FailoverPolicy policy(Fields in) {
    return in.build(
        () ->
            new FailoverPolicy(
                in.optionalDuration("failbackAfter"),
                in.integer("holdDownMoves"),
                in.duration("holdDownWindow"),
                in.optionalWord("withoutPromises", Vocabulary.WITHOUT_PROMISES)
                    .orElse(WithoutPromises.RELEASE)));
  }

  private static void write(FieldWriter out, FailoverPolicy policy) {
    out.duration("failbackAfter", policy.failbackAfter())
        .number("holdDownMoves", policy.holdDownMoves())
        .duration("holdDownWindow", policy.holdDownWindow())
        .text(
            "withoutPromises",
            Optional.of(policy.withoutPromises())
                .filter(chosen -> chosen != WithoutPromises.RELEASE)
                .map(Vocabulary.WITHOUT_PROMISES::word));
  }

  private static HookPlan hooks(Fields in) {
    return in.build(
        () -> new HookPlan(in.optionalDuration("demote"), in.optionalDuration("promote")));
  }

  private static void write(FieldWriter out, HookPlan hooks) {
    out.duration("demote", hooks.demote()).duration("promote", hooks.promote());
  }
}
