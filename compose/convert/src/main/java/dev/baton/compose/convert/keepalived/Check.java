package dev.baton.compose.convert.keepalived;

import dev.baton.compose.convert.Place;
import java.util.List;
import java.util.Optional;

/**
 * A {@code vrrp_script} or a {@code vrrp_track_process}.
 *
 * @param place its lines
 * @param name behind the word
 * @param settings of the probe that does the same, by key behind {@code agent.probes.<name>.};
 *     empty if no probe can
 * @param weight by how much it changes the priority unless the tracker says it
 */
record Check(Place place, String name, Optional<List<Setting>> settings, Tracker.Weight weight) {

  /**
   * A key of a probe.
   *
   * @param key behind the probe's name
   * @param words of its value
   */
  record Setting(String key, List<String> words) {
    static Setting of(String key, String... words) {
      return new Setting(key, List.of(words));
    }
  }
}
