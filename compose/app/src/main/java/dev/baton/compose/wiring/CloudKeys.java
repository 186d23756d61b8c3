package dev.baton.compose.wiring;

import static dev.baton.compose.wiring.CommonKeys.within;

import dev.baton.compose.config.ConfigKey;
import dev.baton.compose.config.ValueTypes;
import java.time.Duration;
import java.util.List;

/** Keys of a cloud's actuator. */
final class CloudKeys {

  static final ConfigKey<Duration> BUDGET =
      ConfigKey.of(
          "actuator.budget",
          within("1s", "10m"),
          "60s",
          "How long a move may take from its command to its being read back; after that it is told"
              + " as not placed, and tried on.");
  static final ConfigKey<Duration> RECONCILE =
      ConfigKey.of(
          "actuator.reconcile",
          within("1s", "1h"),
          "30s",
          "How often a binding is looked at while nothing moves; what somebody else changed is put"
              + " right.");
  static final ConfigKey<Integer> RATE =
      ConfigKey.of(
          "actuator.rate",
          ValueTypes.number(1, 1000, "calls per second"),
          "10",
          "How many calls this instance makes to the cloud in the long run, moves before looks;"
              + " instances do not know of each other's.");
  static final ConfigKey<Integer> BURST =
      ConfigKey.of(
          "actuator.burst",
          ValueTypes.number(2, 1000, "calls"),
          "50",
          "How many calls may be made at once after a rest; a fifth of them is kept for moves.");

  private CloudKeys() {}

  static List<ConfigKey<?>> all() {
    return List.of(BUDGET, RECONCILE, RATE, BURST);
  }
}
