package dev.baton.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.agent.bad.AgentThatKnowsAnArbiter;
import dev.baton.compose.bad.CommandThatKnowsATour;
import dev.baton.homeless.ClassWithoutLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LayerTest {
  @ParameterizedTest
  @MethodSource("dev.baton.architecture.Layer#all")
  void everyLayerKnowsOnlyTheLayersBelowIt(Layer layer) {
    layer.rule().check(House.main());
  }

  @Test
  void everyClassHasALayer() {
    Layer.everyClassHasOne().check(House.main());
  }

  @Test
  void anAgentThatKnowsAnArbiterIsReported() {
    var breaches =
        House.breaches(Layer.named("agent").rule(), House.only(AgentThatKnowsAnArbiter.class));

    assertThat(breaches).anyMatch(line -> line.contains("dev.baton.arbiter.bad.SomeArbiter"));
  }

  @Test
  void aCommandThatKnowsTheDemonstrationIsReported() {
    var breaches =
        House.breaches(Layer.named("compose").rule(), House.only(CommandThatKnowsATour.class));

    assertThat(breaches).anyMatch(line -> line.contains("dev.baton.compose.demo.bad.SomeTour"));
  }

  @Test
  void aClassWithoutALayerIsReported() {
    var breaches = House.breaches(Layer.everyClassHasOne(), House.only(ClassWithoutLayer.class));

    assertThat(breaches).hasSize(1);
  }
}
