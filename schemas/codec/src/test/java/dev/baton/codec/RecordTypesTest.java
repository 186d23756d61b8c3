package dev.baton.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.ClusterId;
import dev.baton.model.command.Command;
import dev.baton.model.fact.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Nothing that a topic carries was forgotten, neither in the codec nor in its tests. */
class RecordTypesTest {

  private static final int DRAWS = 2_000;

  @Test
  void everyFactHasOneType() {
    assertThat(values(EventCodec.TYPES))
        .containsExactlyInAnyOrder(Fact.class.getPermittedSubclasses());
    assertThat(EventCodec.types()).hasSize(Fact.class.getPermittedSubclasses().length);
  }

  @Test
  void everyCommandHasOneType() {
    assertThat(values(CommandCodec.TYPES))
        .containsExactlyInAnyOrder(Command.class.getPermittedSubclasses());
    assertThat(CommandCodec.types()).hasSize(Command.class.getPermittedSubclasses().length);
  }

  @Test
  void factsOfEveryTypeAreDrawn() {
    DrawRecords draw = new DrawRecords(new Draw(new Random(1)));
    ClusterId cluster = new ClusterId("db");
    Set<String> drawn = new TreeSet<>();
    for (int i = 0; i < DRAWS; i++) {
      drawn.add(EventCodec.TYPES.of(draw.fact(cluster)).name());
      drawn.add(EventCodec.TYPES.of(draw.partitionFact()).name());
    }

    assertThat(drawn).containsExactlyElementsOf(EventCodec.types());
  }

  @Test
  void commandsOfEveryTypeAreDrawn() {
    DrawRecords draw = new DrawRecords(new Draw(new Random(1)));
    Set<String> drawn = new TreeSet<>();
    for (int i = 0; i < DRAWS; i++) {
      drawn.add(CommandCodec.TYPES.of(draw.order().command()).name());
    }

    assertThat(drawn).containsExactlyElementsOf(CommandCodec.types());
  }

  private static List<Class<?>> values(RecordTypes<?, ?> types) {
    List<Class<?>> all = new ArrayList<>();
    types.all().forEach(type -> all.add(type.values()));
    return all;
  }
}
