package dev.baton.arbiter.core;

import dev.baton.model.ArbiterId;
import dev.baton.model.Fact;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The arbiters' beats: its own prove that it can write and read the log just now (rule E), those of
 * others give the standbys an order.
 */
final class Beats {
  /**
   * Own beats without an answer; beyond it none is sent, so that an outage does not pile them up.
   */
  private static final int MOST_OUTSTANDING = 10;

  /** Intervals after which a beat without an answer is given up. */
  private static final int LOST = 100;

  /** Intervals after which an arbiter that does not beat counts no more. */
  private static final int RECENT = 10;

  private final RunnerSettings settings;
  private final TreeMap<Long, Sent> outstanding = new TreeMap<>();
  private final TreeMap<ArbiterId, Long> heardAt = new TreeMap<>();
  private long nextSequence;
  private long nextAt;
  private Optional<Long> provenAt = Optional.empty();

  Beats(RunnerSettings settings, long now) {
    this.settings = settings;
    nextSequence = settings.firstBeat();
    nextAt = now;
  }

  private record Sent(long at, boolean acknowledged, boolean readBack) {}

  /** Returns the next beat where one is due. */
  Optional<Fact.Beat> due(long now) {
    if (now < nextAt) {
      return Optional.empty();
    }
    nextAt = now + settings.intervalNanos();
    outstanding.values().removeIf(sent -> now - sent.at() > LOST * settings.intervalNanos());
    if (outstanding.size() >= MOST_OUTSTANDING) {
      return Optional.empty();
    }
    outstanding.put(nextSequence, new Sent(now, false, false));
    return Optional.of(new Fact.Beat(settings.arbiter(), nextSequence++));
  }

  long nextAt() {
    return nextAt;
  }

  void acknowledged(long sequence) {
    Optional.ofNullable(outstanding.get(sequence))
        .ifPresent(sent -> settle(sequence, new Sent(sent.at(), true, sent.readBack())));
  }

  void failed(long sequence) {
    outstanding.remove(sequence);
  }

  void read(Fact.Beat beat, long now) {
    heardAt.put(beat.arbiter(), now);
    heardAt.values().removeIf(at -> now - at > RECENT * settings.intervalNanos());
    if (beat.arbiter().equals(settings.arbiter())) {
      Optional.ofNullable(outstanding.get(beat.sequence()))
          .ifPresent(
              sent -> settle(beat.sequence(), new Sent(sent.at(), sent.acknowledged(), true)));
    }
  }

  private void settle(long sequence, Sent sent) {
    if (sent.acknowledged() && sent.readBack()) {
      outstanding.remove(sequence);
      provenAt = Optional.of(Math.max(sent.at(), provenAt.orElse(sent.at())));
    } else {
      outstanding.put(sequence, sent);
    }
  }

  /** Tells whether a beat sent at most that long ago was both acknowledged and read back. */
  boolean provenWithin(long nanos, long now) {
    return provenAt.filter(at -> now - at <= nanos).isPresent();
  }

  /** Returns this arbiter's place among those that beat, the leader left out; 0 for the first. */
  int rank(Optional<ArbiterId> leader, long now) {
    return (int)
        heardAt.entrySet().stream()
            .filter(heard -> now - heard.getValue() <= RECENT * settings.intervalNanos())
            .map(Map.Entry::getKey)
            .filter(arbiter -> !Optional.of(arbiter).equals(leader))
            .filter(arbiter -> arbiter.compareTo(settings.arbiter()) < 0)
            .count();
  }
}
