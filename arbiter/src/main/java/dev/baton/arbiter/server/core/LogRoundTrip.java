package dev.baton.arbiter.server.core;

import dev.baton.model.ArbiterId;
import dev.baton.model.fact.Fact;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What proves that the log can be written and is read as it is now (rule E), and the arbiters'
 * beats: an own one proves it that was acknowledged and read back, and asks the leader for a tick;
 * those of others tell who else is asking.
 *
 * <p>While others are heard their records are proof enough that there is a log: beats are rare
 * then. A record read says when it was read and not when it was written: it proves nothing for a
 * reader that has fallen behind. So it counts only as long as no own beat waits for its answer.
 */
final class LogRoundTrip {
  /**
   * Own beats without an answer; beyond it none is sent, so that an outage does not pile them up.
   */
  private static final int MOST_OUTSTANDING = 10;

  /** Intervals after which a beat without an answer is given up. */
  private static final int LOST = 100;

  /** The last place: whoever beats under many names puts nobody's takeover off for longer. */
  private static final int MOST_RANK = 9;

  /** Intervals after which an arbiter that does not beat counts no more. */
  private static final int RECENT = 10;

  private final RunnerSettings settings;
  private final TreeMap<Long, Sent> outstanding = new TreeMap<>();
  private final TreeMap<ArbiterId, Long> heardAt = new TreeMap<>();
  private long nextSequence;
  private Optional<Long> sentAt = Optional.empty();
  private Optional<Long> unansweredSince = Optional.empty();
  private Optional<Long> provenAt = Optional.empty();
  private long othersAt;

  LogRoundTrip(RunnerSettings settings, long now) {
    this.settings = settings;
    nextSequence = settings.firstBeat();
    othersAt = now;
  }

  /** Returns the settings by whose pace it beats. */
  RunnerSettings settings() {
    return settings;
  }

  private record Sent(long at, boolean acknowledged, boolean readBack) {}

  /**
   * Returns the next beat where one is due.
   *
   * @param pace ns from one to the next
   */
  Optional<Fact.Beat> due(long pace, long now) {
    if (now < nextAt(pace, now)) {
      return Optional.empty();
    }
    sentAt = Optional.of(now);
    outstanding.values().removeIf(sent -> now - sent.at() > LOST * settings.intervalNanos());
    if (outstanding.size() >= MOST_OUTSTANDING) {
      return Optional.empty();
    }
    unansweredSince = unansweredSince.or(() -> sentAt);
    outstanding.put(nextSequence, new Sent(now, false, false));
    return Optional.of(new Fact.Beat(settings.arbiter(), nextSequence++));
  }

  /** When the next one is due at that pace; the first one at once. */
  long nextAt(long pace, long now) {
    return sentAt.map(at -> at + pace).orElse(now);
  }

  void acknowledged(long sequence) {
    Optional.ofNullable(outstanding.get(sequence))
        .ifPresent(sent -> settle(sequence, new Sent(sent.at(), true, sent.readBack())));
  }

  /** An own beat was given up: nothing has answered since it was sent. */
  void failed(long sequence) {
    outstanding.remove(sequence);
  }

  /**
   * Takes a beat that was read.
   *
   * @return whether it is another arbiter's
   */
  boolean read(Fact.Beat beat, long now) {
    heardAt.put(beat.arbiter(), now);
    heardAt.values().removeIf(at -> now - at > RECENT * settings.intervalNanos());
    if (!beat.arbiter().equals(settings.arbiter())) {
      return true;
    }
    Optional.ofNullable(outstanding.get(beat.sequence()))
        .ifPresent(sent -> settle(beat.sequence(), new Sent(sent.at(), sent.acknowledged(), true)));
    return false;
  }

  /** Somebody else's record was read. */
  void readOfOthers(long now) {
    othersAt = now;
  }

  private void settle(long sequence, Sent sent) {
    if (sent.acknowledged() && sent.readBack()) {
      outstanding.headMap(sequence, true).clear();
      unansweredSince = outstanding.values().stream().findFirst().map(Sent::at);
      provenAt = Optional.of(Math.max(sent.at(), provenAt.orElse(sent.at())));
    } else {
      outstanding.put(sequence, sent);
    }
  }

  /** Tells whether a beat sent at most that long ago was both acknowledged and read back. */
  boolean provenWithin(long nanos, long now) {
    return provenAt.filter(at -> now - at <= nanos).isPresent();
  }

  /**
   * Tells whether the log can be written and is read as it is now.
   *
   * @param window for how long a record that was read counts, or an own beat from its sending
   * @param patience how long an own beat may be without an answer
   */
  boolean isProven(long window, long patience, long now) {
    boolean answered = unansweredSince.filter(since -> now - since > patience).isEmpty();
    return answered && provenAt.isPresent() && now - lastProof() <= window;
  }

  /** When {@link #isProven} ends unless something is read. */
  long provenUntil(long window, long patience) {
    long unanswered = unansweredSince.map(since -> since + patience).orElse(Long.MAX_VALUE);
    return Math.min(lastProof() + window, unanswered);
  }

  private long lastProof() {
    return Math.max(othersAt, provenAt.orElse(othersAt));
  }

  /** Returns this arbiter's place among those that beat, the leader left out; 0 for the first. */
  int rank(Optional<ArbiterId> leader, long now) {
    return (int)
        heardAt.entrySet().stream()
            .filter(heard -> now - heard.getValue() <= RECENT * settings.intervalNanos())
            .map(Map.Entry::getKey)
            .filter(arbiter -> !Optional.of(arbiter).equals(leader))
            .filter(arbiter -> arbiter.compareTo(settings.arbiter()) < 0)
            .limit(MOST_RANK)
            .count();
  }
}
