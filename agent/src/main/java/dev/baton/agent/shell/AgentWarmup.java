package dev.baton.agent.shell;

import dev.baton.agent.core.HealthCore;
import dev.baton.agent.core.ProbeRule;
import dev.baton.agent.core.Sample;
import dev.baton.agent.probe.Probes;
import dev.baton.log.BackgroundWarmup;
import dev.baton.log.Delivered;
import dev.baton.log.WireWarmup;
import dev.baton.model.fact.Health;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Plays probes that fail and pass through the core and the wire format, in memory only, so that the
 * first real failure, however long the agent has run by then, does not wait for code to be
 * compiled.
 */
final class AgentWarmup {
  /** Samples of each kind, enough for the JVM to compile what is played (200 calls). */
  private static final int TIMES = 250;

  private final AgentSettings settings;
  private final List<ProbeRule> rules;
  private final HealthCore core;
  private final WireWarmup wire = new WireWarmup();
  private int reports;

  private AgentWarmup(AgentSettings settings) {
    this.settings = settings;
    this.rules = settings.probes().stream().map(Probes::rule).toList();
    this.core = new HealthCore(settings.node(), rules, settings.heartbeat(), Duration.ZERO);
  }

  /**
   * Plays the whole piece.
   *
   * @return how many reports there were; always the same
   */
  static int play(AgentSettings settings) {
    int probes = Math.max(1, settings.probes().size());
    return new AgentWarmup(settings).all(TIMES / probes);
  }

  /** Goes on playing now and then, until closed. */
  static BackgroundWarmup warmup(AgentSettings settings) {
    return BackgroundWarmup.start(
        "agent-" + settings.node(),
        () -> {
          int unused = new AgentWarmup(settings).all(1);
        });
  }

  private int all(int times) {
    for (int time = 0; time < times; time++) {
      for (ProbeRule rule : rules) {
        sample(rule, Sample.passed("rehearsal"), rule.counting().rise());
        sample(rule, Sample.failed("rehearsal"), rule.counting().fall());
      }
    }
    return reports;
  }

  private void sample(ProbeRule rule, Sample sample, int samples) {
    for (int number = 0; number < samples; number++) {
      core.sample(rule.name(), sample, Duration.ZERO).ifPresent(this::report);
    }
  }

  private void report(Health health) {
    reports++;
    Delivered<?> unusedDelivery = wire.fact(settings.cluster(), health);
    Optional<Health> unusedNext = core.acknowledged(health, Duration.ZERO);
  }
}
