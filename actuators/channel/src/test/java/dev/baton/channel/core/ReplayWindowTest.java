package dev.baton.channel.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.Ranges;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ReplayWindowTest {

  /** What the window stands for: a memory of everything, and a limit of how old a number may be. */
  @Property
  void takesEachNumberOnceUnlessItIsTooOld(
      @ForAll @Size(max = 300) List<@LongRange(min = 1, max = 200) Long> sequences) {
    ReplayWindow window = new ReplayWindow();
    Set<Long> heard = new TreeSet<>();
    long highest = 0;
    for (long sequence : sequences) {
      boolean fresh = sequence > highest - ReplayWindow.WIDTH && !heard.contains(sequence);

      assertThat(window.take(sequence)).as("%d after %s", sequence, heard).isEqualTo(fresh);

      heard.add(sequence);
      highest = Math.max(highest, sequence);
    }
  }

  @Test
  void endsWhereNumbersEnd() {
    ReplayWindow window = new ReplayWindow();

    assertThat(window.take(Ranges.MOST_NUMBER)).isTrue();
    assertThat(window.take(Ranges.MOST_NUMBER)).isFalse();
    assertThat(window.take(Ranges.MOST_NUMBER - 63)).isTrue();
    assertThat(window.take(Ranges.MOST_NUMBER - 63)).isFalse();
    assertThat(window.take(Ranges.MOST_NUMBER - 64)).isFalse();
    assertThat(window.take(1)).isFalse();
  }
}
