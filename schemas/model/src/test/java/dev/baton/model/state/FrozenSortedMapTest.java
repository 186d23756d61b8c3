package dev.baton.model.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class FrozenSortedMapTest {
  private static final int KEYS = 20;

  @Property(tries = 200)
  void isWhatATreeMapWouldBe(
      @ForAll @Size(max = 60) List<@IntRange(min = -KEYS, max = KEYS) Integer> changes) {
    TreeMap<Integer, String> expected = new TreeMap<>();
    FrozenSortedMap<Integer, String> map = FrozenSortedMap.of(expected);

    for (int change : changes) {
      if (change < 0) { // One key less, as often as one more.
        expected.remove(-change);
        map = map.without(key -> key == -change);
      } else {
        String value = "v" + expected.size();
        expected.put(change, value);
        map = map.with(change, value);
      }
      requireSame(map, expected);
    }
  }

  private static void requireSame(SortedMap<Integer, String> map, SortedMap<Integer, String> as) {
    assertThat(map).isEqualTo(as).hasSameHashCodeAs(as).hasSize(as.size());
    assertThat(as).isEqualTo(map);
    assertThat(List.copyOf(map.entrySet())).isEqualTo(List.copyOf(as.entrySet()));
    assertThat(List.copyOf(map.values())).isEqualTo(List.copyOf(as.values()));
    for (int key = 0; key <= KEYS; key++) {
      assertThat(map.get(key)).isEqualTo(as.get(key));
      assertThat(map.containsKey(key)).isEqualTo(as.containsKey(key));
    }
    assertThat(map.headMap(7)).isEqualTo(as.headMap(7));
    assertThat(map.tailMap(7)).isEqualTo(as.tailMap(7));
    assertThat(map.subMap(3, 7)).isEqualTo(as.subMap(3, 7));
    if (!as.isEmpty()) {
      assertThat(List.of(map.firstKey(), map.lastKey()))
          .isEqualTo(List.of(as.firstKey(), as.lastKey()));
    }
  }

  @Example
  void neverChanges() {
    TreeMap<Integer, String> source = new TreeMap<>(Map.of(1, "a"));
    FrozenSortedMap<Integer, String> map = FrozenSortedMap.of(source);
    source.put(2, "b");

    var unused = List.of(map.with(1, "c"), map.with(0, "d"), map.without(key -> true));

    assertThat(map).containsExactly(Map.entry(1, "a"));
    assertThat(FrozenSortedMap.of(map)).isSameAs(map);
    assertThat(map.without(key -> key > 1)).isSameAs(map);
    assertThatThrownBy(() -> map.values().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> map.put(3, "e")).isInstanceOf(UnsupportedOperationException.class);
  }

  @Example
  void hasNoFirstKeyWhenEmpty() {
    FrozenSortedMap<Integer, String> map = FrozenSortedMap.of(new TreeMap<Integer, String>());

    assertThatThrownBy(map::firstKey).isInstanceOf(NoSuchElementException.class);
    assertThatThrownBy(map::lastKey).isInstanceOf(NoSuchElementException.class);
  }
}
