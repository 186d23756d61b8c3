package dev.baton.arbiter.fold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.ClusterId;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.Definitions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ClusterStatesTest {
  private static final int NAMES = 300;

  /** Two words of the same hash in Java, of which names of the same hash can be made. */
  private static final List<String> ALIKE = List.of("an", "c0");

  @Property(tries = 100)
  void areWhatASortedMapWouldHave(
      @ForAll @Size(max = 1_000) List<@IntRange(max = NAMES - 1) Integer> changes) {
    SortedMap<ClusterId, ClusterState> expected = new TreeMap<>();
    ClusterStates states = ClusterStates.EMPTY;

    for (int index = 0; index < changes.size(); index++) {
      ClusterState state = state(name(changes.get(index)), index);
      expected.put(state.cluster(), state);
      states = states.with(state);
    }

    assertThat(List.copyOf(states)).isEqualTo(List.copyOf(expected.values()));
    assertThat(states.names()).isEqualTo(List.copyOf(expected.keySet()));
    assertThat(states).hasSize(expected.size()).isEqualTo(inOrder(expected.values()));
    for (int name = 0; name < NAMES; name++) {
      ClusterId cluster = name(name);
      assertThat(states.get(cluster).stream().toList())
          .isEqualTo(expected.containsKey(cluster) ? List.of(expected.get(cluster)) : List.of());
      assertThat(states.has(cluster)).isEqualTo(expected.containsKey(cluster));
    }
  }

  private static ClusterStates inOrder(Collection<ClusterState> all) {
    ClusterStates states = ClusterStates.EMPTY;
    for (ClusterState state : all) {
      states = states.with(state);
    }
    return states;
  }

  @Property(tries = 50)
  void neverChange(@ForAll @Size(max = 200) List<@IntRange(max = NAMES - 1) Integer> changes) {
    List<ClusterStates> versions = new ArrayList<>(List.of(ClusterStates.EMPTY));
    List<List<ClusterState>> copies = new ArrayList<>(List.of(List.of()));
    for (int index = 0; index < changes.size(); index++) {
      ClusterStates from = versions.get(index / 2); // Several go on from one.
      versions.add(from.with(state(name(changes.get(index)), index)));
      copies.add(List.copyOf(versions.get(index + 1)));
    }

    for (int index = 0; index < versions.size(); index++) {
      assertThat(List.copyOf(versions.get(index))).isEqualTo(copies.get(index));
    }
  }

  @Example
  void tellNamesOfTheSameHashApart() {
    ClusterStates states = ClusterStates.EMPTY;
    for (String name : List.of("aaaa", "aabb", "bbaa", "bbbb")) {
      states = states.with(state(new ClusterId(alike(name)), name.charAt(0)));
    }

    assertThat(states.stream().map(state -> state.cluster().hashCode()).distinct()).hasSize(1);
    assertThat(states.names()).doesNotHaveDuplicates().isSorted().hasSize(4);
    assertThat(states.has(new ClusterId(alike("abab")))).isFalse();
  }

  private static String alike(String choice) {
    StringBuilder name = new StringBuilder();
    choice.chars().forEach(which -> name.append(ALIKE.get(which - 'a')));
    return name.toString();
  }

  private static ClusterId name(int number) {
    return new ClusterId("c" + number * 7 % NAMES);
  }

  private static ClusterState state(ClusterId cluster, int mark) {
    return ClusterState.empty(cluster).withDefinitions(Definitions.NONE.undefined(mark));
  }
}
