package dev.baton.arbiter.view;

import dev.baton.log.TopicFinding;
import dev.baton.model.ArbiterId;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.Move;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * What the log says of clusters and arbiters at one moment.
 *
 * @param at when it was looked, by this machine's clock
 * @param clusters the folded states, by name
 * @param arbiters who was seen at work, by partition and name
 * @param topics what is wrong with the log's topics
 */
public record Status(
    Instant at, List<ClusterState> clusters, List<Arbiter> arbiters, List<TopicFinding> topics) {

  /** Freezes the lists. */
  public Status {
    clusters = List.copyOf(clusters);
    arbiters = List.copyOf(arbiters);
    topics = List.copyOf(topics);
  }

  /** Where nothing is wrong with the topics. */
  public Status(Instant at, List<ClusterState> clusters, List<Arbiter> arbiters) {
    this(at, clusters, arbiters, List.of());
  }

  /**
   * Returns the same without what changes all the time although nothing happens: when it was
   * looked, lags of a few events, silences of less than a few seconds.
   */
  public Status steady() {
    Instant last =
        clusters.stream()
            .flatMap(state -> state.move().stream())
            .map(Move::causedAt)
            .max(Comparator.naturalOrder())
            .orElse(Instant.EPOCH);
    return new Status(last, clusters, arbiters.stream().map(Arbiter::steady).toList(), topics);
  }

  /**
   * An arbiter that was seen lately.
   *
   * @param partition where
   * @param id who
   * @param role what its last word was
   * @param term the term it leads in, 0 for a standby
   * @param silent since when nothing was heard of it, by this machine's clock
   * @param lag how many events stood in the log that the leader had not folded; 0 for a standby
   */
  public record Arbiter(
      int partition, ArbiterId id, Role role, long term, Duration silent, long lag) {

    private static final Duration QUIET = Duration.ofSeconds(12);
    private static final long BEHIND = 100;

    /** Tells whether it was silent for longer than one at work would be. */
    public boolean quiet() {
      return silent.compareTo(QUIET) > 0;
    }

    private Arbiter steady() {
      Duration known = quiet() ? silent : Duration.ZERO;
      return new Arbiter(partition, id, role, term, known, lag > BEHIND ? lag : 0);
    }
  }

  /** What an arbiter does. */
  public enum Role {
    /** It writes the decisions of its partition. */
    LEADER,
    /** It folds along. */
    STANDBY
  }
}
