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
 * Decides when the agent reports its node's health, and what the report says.
 *
 * <p>A report leaves at once when the status of a probe changes. Otherwise it leaves one heartbeat
 * after the last report. The first report leaves as soon as every probe has given its first sample
 * or has used up its patience.
 *
 * <p>Every report states the health of all probes, so the next report makes up for a lost one. Only
 * {@link Health#changed()} depends on the report before: when a report that said so is lost, the
 * next one says it instead.
 *
 * <p>All times are durations since one fixed instant, on a monotonic clock. Not thread-safe. The
 * caller must answer every report that it is given exactly once, with {@link #acknowledged} or
 * {@link #lost}.
 */
public final class HealthCore {

  /** The largest number of probes that one agent can have; the bound of {@link Health#probes()}. */
  public static final int PROBES_MAX = 64;

  /** While this many reports are unanswered, no heartbeat report is sent. */
  static final int HEARTBEATS_UNDERWAY_MAX = 2;

  /**
   * While this many reports are unanswered, a change is not reported either. It is reported after
   * the next answer.
   */
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
   * @param node the node that the reports are about
   * @param rules the probes in configured order, names unique, at most {@link #PROBES_MAX}
   * @param heartbeat how long after a report the next one leaves; positive
   * @param now the present; the patience of each probe is counted from here
   * @throws IllegalArgumentException when a name is used twice or there are too many probes
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
   * Counts a sample of a probe.
   *
   * @return the report to publish at once; empty if the sample gives no reason for one
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

  /**
   * Returns the report that is due at this time, if any. The caller calls this at {@link
   * #nextDeadline()}; it may call more often.
   */
  public Optional<Health> clock(Duration now) {
    return due(now);
  }

  /** Records that the log has acknowledged a report. Returns the next report, if one is due. */
  public Optional<Health> acknowledged(Health report, Duration now) {
    answered(report);
    return due(now);
  }

  /** Records that a report may not be in the log. Returns the next report, if one is due. */
  public Optional<Health> lost(Health report, Duration now) {
    answered(report);
    changeLost |= report.changed();
    return due(now);
  }

  /** Returns the time at which {@link #clock} must be called next. */
  public Duration nextDeadline() {
    return said.isPresent() ? heartbeatAt : patienceEnds();
  }

  /** Returns the node's verdict by the samples so far: healthy unless a required probe fails. */
  public Verdict verdict() {
    return tracks.stream().anyMatch(ProbeTrack::vetoes) ? Verdict.UNHEALTHY : Verdict.HEALTHY;
  }

  /** Returns the status of each probe, in configured order. */
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

  /**
   * The first report waits only for probes without a sample, and for each of them at most its
   * patience.
   */
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
