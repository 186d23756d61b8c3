package dev.baton.compose.wiring;

import static dev.baton.compose.wiring.CommonKeys.within;

import dev.baton.compose.config.ConfigKey;
import dev.baton.compose.config.ValueTypes;
import java.time.Duration;
import java.util.List;

/** The configuration keys of a cloud actuator. */
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
  static final ConfigKey<Integer> SHARE =
      ConfigKey.of(
          "actuator.share",
          ValueTypes.number(1, 100, "percent"),
          "100",
          "Which part of the cloud's published limits of calls this instance may use; looks use a"
              + " quarter of it at most. Give less where others use the account.");

  private CloudKeys() {}

  static List<ConfigKey<?>> all() {
    return List.of(BUDGET, RECONCILE, SHARE);
  }
}
