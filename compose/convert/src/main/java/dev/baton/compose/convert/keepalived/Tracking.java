package dev.baton.compose.convert.keepalived;

import java.util.List;
import java.util.stream.Stream;

/**
 * What an instance or a group watches and tells.
 *
 * @param trackers in the order of their lines
 * @param notifies in the order of their lines
 */
record Tracking(List<Tracker> trackers, List<Notify> notifies) {

  /** Freezes the lists. */
  Tracking {
    trackers = List.copyOf(trackers);
    notifies = List.copyOf(notifies);
  }

  Tracking and(Tracking other) {
    return new Tracking(
        Stream.concat(trackers.stream(), other.trackers.stream()).toList(),
        Stream.concat(notifies.stream(), other.notifies.stream()).toList());
  }
}
