package dev.baton.arbiter.server.core;

import dev.baton.model.ArbiterId;
import dev.baton.model.fact.Fact;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The proof that this arbiter can write the log and reads its present end (rule E), and the
 * arbiters' beats. An own beat that was acknowledged and read back is such a proof, and asks the
 * leader for a tick. Other arbiters' beats show which of them ask.
 *
 * <p>While an arbiter hears others, their records prove that the log goes on, and it beats rarely.
 * But a record shows only when it was read, not when it was written, so it proves nothing for a
 * reader that has fallen behind. So it counts only as long as no own beat has waited too long for
 * its answer.
 */
final class LogRoundTrip {
  /**
   * Most own beats without an answer. No further one is sent then, so that an outage does not pile
   * them up.
   */
  private static final int MOST_OUTSTANDING = 10;

  /** Intervals after which a beat without an answer is given up. */
  private static final int LOST = 100;

  /**
   * The last rank, so that an arbiter that beats under many names delays no other's takeover for
   * longer.
   */
  private static final int MOST_RANK = 9;

  /** Intervals after which an arbiter that does not beat no longer counts. */
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

  /** Returns the settings. */
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

  /** A record of another process was read. */
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
   * Tells whether it is proven that this arbiter can write the log and reads its present end.
   *
   * @param window how long a proof counts: a record from when it was read, an own beat from when it
   *     was sent
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
