package dev.baton.compose.define;

import dev.baton.compose.config.DurationText;
import dev.baton.compose.config.YamlText;
import dev.baton.model.Vip;
import dev.baton.model.definition.Binding;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.HookPlan;
import dev.baton.model.definition.Member;
import dev.baton.model.definition.Timings;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes a definition in the form that {@link ClusterFile} reads. */
public final class ClusterText {

  private ClusterText() {}

  /**
   * Returns the whole file, with every field, even those that have their default. A file cannot
   * express fractions of a millisecond: they are cut off, and a comment says so.
   */
  public static String of(ClusterDefinition definition) {
    StringBuilder text = new StringBuilder();
    text.append("# Version ").append(definition.version()).append(".\n");
    if (isCut(definition)) {
      text.append("# Some durations are not whole milliseconds, and are cut here.\n");
    }
    line(text, 0, "cluster", definition.cluster().value());
    text.append("nodes:\n");
    for (Member member : definition.members()) {
      text.append("  - id: ").append(YamlText.scalar(member.node().value())).append('\n');
      line(text, 4, "priority", Integer.toString(member.priority()));
    }
    text.append("vips:\n");
    for (Vip vip : definition.vips()) {
      text.append("  - ").append(YamlText.scalar(vip.address())).append('\n');
    }
    text.append("bindings:\n");
    definition.bindings().forEach(binding -> binding(text, binding));
    timings(text, definition.timings());
    policy(text, definition);
    hooks(text, definition.hooks());
    return text.toString();
  }

  private static void binding(StringBuilder text, Binding binding) {
    text.append("  - kind: ").append(YamlText.scalar(binding.kind())).append('\n');
    binding.settings().forEach((name, value) -> line(text, 4, name, value));
  }

  private static void timings(StringBuilder text, Timings timings) {
    text.append("timings:\n");
    line(text, 2, "lease", DurationText.format(timings.lease()));
    line(text, 2, "keepalive-interval", DurationText.format(timings.keepaliveInterval()));
    line(text, 2, "health-timeout", DurationText.format(timings.healthTimeout()));
    line(text, 2, "drift-ppm", Integer.toString(timings.driftPpm()));
    line(text, 2, "epsilon", DurationText.format(timings.epsilon()));
    line(text, 2, "holdover", DurationText.format(timings.holdover()));
  }

  private static void policy(StringBuilder text, ClusterDefinition definition) {
    Optional<Duration> after = definition.policy().failbackAfter();
    if (after.isPresent()) {
      text.append("failback:\n");
      line(text, 2, "after", DurationText.format(after.orElseThrow()));
    } else {
      line(text, 0, "failback", "manual");
    }
    text.append("hold-down:\n");
    line(text, 2, "moves", Integer.toString(definition.policy().holdDownMoves()));
    line(text, 2, "window", DurationText.format(definition.policy().holdDownWindow()));
    line(
        text, 0, "without-promises", WithoutPromisesText.of(definition.policy().withoutPromises()));
  }

  private static void hooks(StringBuilder text, HookPlan hooks) {
    if (!hooks.equals(HookPlan.NONE)) {
      text.append("hooks:\n");
      hooks.demote().ifPresent(timeout -> hook(text, "demote", timeout));
      hooks.promote().ifPresent(timeout -> hook(text, "promote", timeout));
    }
  }

  private static void hook(StringBuilder text, String name, Duration timeout) {
    text.append("  ").append(name).append(":\n");
    line(text, 4, "timeout", DurationText.format(timeout));
  }

  private static void line(StringBuilder text, int indent, String name, String value) {
    text.append(" ".repeat(indent))
        .append(YamlText.scalar(name))
        .append(": ")
        .append(YamlText.scalar(value));
    text.append('\n');
  }

  private static boolean isCut(ClusterDefinition definition) {
    Timings timings = definition.timings();
    Stream<Duration> all =
        Stream.of(
            timings.lease(),
            timings.keepaliveInterval(),
            timings.healthTimeout(),
            timings.epsilon(),
            timings.holdover(),
            definition.policy().holdDownWindow());
    Stream<Duration> more =
        Stream.of(
                definition.policy().failbackAfter(),
                definition.hooks().demote(),
                definition.hooks().promote())
            .flatMap(Optional::stream);
    return Stream.concat(all, more).anyMatch(duration -> duration.toNanosPart() % 1_000_000 != 0);
  }
}
