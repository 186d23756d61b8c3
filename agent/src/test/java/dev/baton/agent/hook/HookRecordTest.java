package dev.baton.agent.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.baton.agent.hook.HookRecord.Begun;
import dev.baton.agent.hook.HookRecord.Over;
import dev.baton.linux.process.ProcessTree;
import dev.baton.model.Epoch;
import dev.baton.model.Position;
import dev.baton.model.fact.Hook;
import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HookRecordTest {

  @Property
  void readsBackWhatItWrote(@ForAll("records") HookRecord record) {
    assertThat(record.line()).doesNotContain("\n");
    assertThat(HookRecord.parse(record.line())).isEqualTo(record);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1", "1\tPROMOTE\t2\tbegun", "x\tPROMOTE\t2\tbegun\t\t", "\t\t\t\t\t\t"})
  void refusesWhatIsNotItsOwn(String line) {
    assertThatIllegalArgumentException().isThrownBy(() -> HookRecord.parse(line));
  }

  @Provide
  Arbitrary<HookRecord> records() {
    Arbitrary<HookKey> keys =
        Combinators.combine(
                Arbitraries.longs().between(0, (1L << 53) - 1).map(Epoch::new),
                Arbitraries.of(Hook.class),
                Arbitraries.longs().between(-1, (1L << 53) - 1).map(Position::new))
            .as(HookKey::new);
    Arbitrary<ProcessTree> trees =
        Combinators.combine(
                Arbitraries.longs().between(1, 1L << 22),
                Arbitraries.longs().greaterOrEqual(0).optional())
            .as(ProcessTree::new);
    Arbitrary<HookRecord> begun =
        Combinators.combine(keys, trees.optional()).as((key, tree) -> new Begun(key, tree));
    Arbitrary<HookRecord> over =
        Combinators.combine(
                keys,
                Arbitraries.integers().between(0, 255).optional(),
                Arbitraries.strings().ascii(),
                Arbitraries.longs().between(0, 1 << 30).map(Duration::ofMillis))
            .as((key, status, output, took) -> new Over(key, status, output, took));
    return Arbitraries.oneOf(begun, over);
  }

  @Property
  void anOrderOfUnknownOriginMeansAnyRunOfTheEpoch(@ForAll("origins") Position since) {
    HookKey known = new HookKey(new Epoch(3), Hook.DEMOTE, since);
    assertThat(known.matches(new HookKey(new Epoch(3), Hook.DEMOTE, Position.NONE))).isTrue();
    assertThat(known.matches(new HookKey(new Epoch(3), Hook.PROMOTE, Position.NONE))).isFalse();
    assertThat(known.matches(new HookKey(new Epoch(4), Hook.DEMOTE, Position.NONE))).isFalse();
    assertThat(
            known.matches(new HookKey(new Epoch(3), Hook.DEMOTE, new Position(since.offset() + 1))))
        .isFalse();
  }

  @Provide
  Arbitrary<Position> origins() {
    return Arbitraries.longs().between(0, 1 << 20).map(Position::new);
  }
}
