package dev.baton.compose.define;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.definition.ClusterDefinition;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DefinitionDiffTest {

  private static final String BEFORE =
      """
      cluster: web
      nodes: [{id: a, priority: 200}, {id: b, priority: 100}]
      vips: [10.20.0.10, 10.20.0.11]
      bindings: [{kind: arp}]
      """;

  @Test
  void namesEachFieldThatDiffers() {
    ClusterDefinition before = ClusterFile.read("old", BEFORE);
    ClusterDefinition after =
        ClusterFile.read(
            "new",
            """
            cluster: web
            nodes: [{id: a, priority: 100}, {id: c, priority: 100}]
            vips: [10.20.0.10]
            bindings: [{kind: arp}]
            timings: {lease: 1s, holdover: 1m}
            failback: {after: 10m}
            hooks: {promote: {timeout: 5s}}
            """);

    assertThat(DefinitionDiff.between(Optional.of(before), after))
        .containsExactly(
            "~ failback: manual -> after 10m",
            "+ hooks.promote.timeout: 5s",
            "~ nodes.a.priority: 200 -> 100",
            "- nodes.b.priority: 100",
            "+ nodes.c.priority: 100",
            "~ timings.holdover: 30s -> 1m",
            "~ timings.keepalive-interval: 100ms -> 200ms",
            "~ timings.lease: 500ms -> 1s",
            "- vips.10.20.0.11: present");
  }

  @Test
  void saysNothingOfTheSameDefinitionInAnotherVersion() {
    ClusterDefinition definition = ClusterFile.read("old", BEFORE);

    assertThat(DefinitionDiff.between(Optional.of(definition), definition.withVersion(7)))
        .isEmpty();
  }

  @Test
  void aFirstDefinitionIsAllNew() {
    assertThat(DefinitionDiff.between(Optional.empty(), ClusterFile.read("new", BEFORE)))
        .contains("+ nodes.a.priority: 200", "+ timings.lease: 500ms")
        .allMatch(line -> line.startsWith("+ "));
  }
}
