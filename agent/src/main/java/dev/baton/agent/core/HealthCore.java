package dev.baton.agent.core;

import dev.baton.model.NodeId;
import dev.baton.model.fact.Health;
import dev.baton.model.fact.ProbeReport;
import dev.baton.model.fact.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Decides when the agent says what about its node.
 *
 * <p>A report leaves at once when the status of a probe changes, and one heartbeat after the last
 * report otherwise. The first one leaves as soon as every probe has given its first sample or has
 * used up its patience. What a report says is always the whole, so a lost one is made good by the
 * next; only that the verdict changed is carried over to it.
 *
 * <p>All times are durations since one fixed instant, on a monotonic clock. Not thread-safe. Every
 * report that is returned must be answered, once, by {@link #acknowledged} or {@link #lost}.
 */
public final class HealthCore {

  /** How many probes one agent can have; the bound of {@link Health#probes()}. */
  public static final int PROBES_MAX = 64;

  /** While this many reports are unanswered, no heartbeat is added to them. */
  static final int HEARTBEATS_UNDERWAY_MAX = 2;

  /** While this many reports are unanswered, not even a change is; it leaves after an answer. */
  static final int REPORTS_UNDERWAY_MAX = 16;

  private final NodeId node;
  private final Duration heartbeat;
  private final Duration startedAt;
  private final List<ProbeTrack> tracks = new ArrayList<>();
  private final TreeMap<String, Integer> indexes = new TreeMap<>();
  private final TreeMap<Long, Health> underway = new TreeMap<>();
  private Optional<Verdict> said = Optional.empty();
  private Duration heartbeatAt;
  private long sequence;
  private boolean news;
  private boolean changeLost;

  /**
   * Starts with every probe in its initial status.
   *
   * @param node whom the reports are about
   * @param rules the probes in configured order, names unique, at most {@link #PROBES_MAX}
   * @param heartbeat how long after a report the next one leaves; positive
   * @param now the present; patience is counted from here
   * @throws IllegalArgumentException when a name is used twice or there are too many
   */
  public HealthCore(NodeId node, List<ProbeRule> rules, Duration heartbeat, Duration now) {
    if (rules.size() > PROBES_MAX) {
      throw new IllegalArgumentException("probes: " + rules.size() + " are over " + PROBES_MAX);
    }
    this.node = node;
    this.heartbeat = heartbeat;
    this.startedAt = now;
    this.heartbeatAt = now;
    for (ProbeRule rule : rules) {
      if (indexes.putIfAbsent(rule.name(), tracks.size()) != null) {
        throw new IllegalArgumentException("probes: \"" + rule.name() + "\" is named twice");
      }
      tracks.add(ProbeTrack.initial(rule));
    }
  }

  /**
   * Takes a sample.
   *
   * @return the report to publish at once, if there is one
   * @throws IllegalArgumentException when no probe has that name
   */
  public Optional<Health> sample(String probe, Sample sample, Duration now) {
    Integer index = indexes.get(probe);
    if (index == null) {
      throw new IllegalArgumentException("probe: \"" + probe + "\" is not known");
    }
    ProbeTrack before = tracks.get(index);
    ProbeTrack after = before.after(sample);
    tracks.set(index, after);
    news |= before.status() != after.status();
    return due(now);
  }

  /** Takes note of the time; to be called at {@link #nextDeadline()}, more often does no harm. */
  public Optional<Health> clock(Duration now) {
    return due(now);
  }

  /** Takes note that a report stands in the log. */
  public Optional<Health> acknowledged(Health report, Duration now) {
    answered(report);
    return due(now);
  }

  /** Takes note that a report may not stand in the log; the next one says what it said. */
  public Optional<Health> lost(Health report, Duration now) {
    answered(report);
    changeLost |= report.changed();
    return due(now);
  }

  /** Returns when {@link #clock} is to be called next. */
  public Duration nextDeadline() {
    return said.isPresent() ? heartbeatAt : patienceEnds();
  }

  /** Returns what the node's service is like by the samples so far. */
  public Verdict verdict() {
    return tracks.stream().anyMatch(ProbeTrack::vetoes) ? Verdict.UNHEALTHY : Verdict.HEALTHY;
  }

  /** Returns what each probe says, in configured order. */
  public List<ProbeReport> probes() {
    return tracks.stream().map(ProbeTrack::report).toList();
  }

  private Optional<Health> due(Duration now) {
    if (said.isEmpty()) {
      return now.compareTo(patienceEnds()) >= 0 ? Optional.of(report(now)) : Optional.empty();
    }
    if (news && underway.size() < REPORTS_UNDERWAY_MAX) {
      return Optional.of(report(now));
    }
    if (now.compareTo(heartbeatAt) < 0) {
      return Optional.empty();
    }
    heartbeatAt = now.plus(heartbeat);
    return underway.size() < HEARTBEATS_UNDERWAY_MAX ? Optional.of(report(now)) : Optional.empty();
  }

  /** The first report waits for nobody who has spoken, and for nobody longer than its patience. */
  private Duration patienceEnds() {
    return tracks.stream()
        .filter(track -> !track.sampled())
        .map(track -> startedAt.plus(track.rule().patience()))
        .max(Duration::compareTo)
        .orElse(startedAt);
  }

  private Health report(Duration now) {
    Verdict verdict = verdict();
    boolean changed = changeLost || said.filter(before -> before != verdict).isPresent();
    Health report = new Health(node, sequence, verdict, probes(), changed);
    underway.put(sequence, report);
    sequence++;
    said = Optional.of(verdict);
    news = false;
    changeLost = false;
    heartbeatAt = now.plus(heartbeat);
    return report;
  }

  private void answered(Health report) {
    if (underway.remove(report.sequence()) == null) {
      throw new IllegalStateException("report " + report.sequence() + " was answered before");
    }
  }
}
