package dev.baton.agent.shell;

import dev.baton.agent.core.HealthCore;
import dev.baton.agent.core.ProbeRule;
import dev.baton.agent.core.Sample;
import dev.baton.agent.probe.Probes;
import dev.baton.linux.process.ExitWatch;
import dev.baton.log.Delivered;
import dev.baton.log.warmup.Warmup;
import dev.baton.log.warmup.WireWarmup;
import dev.baton.model.fact.Health;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Compiles the code for a failure before one happens: it runs failing and passing probes through
 * the core and the codec, and watches this process as if it were the service. The first real
 * failure is then not delayed by the compiler, however long the agent has been running.
 */
final class AgentWarmup implements Warmup.Piece {
  private final AgentSettings settings;
  private final List<ProbeRule> rules;
  private final WireWarmup wire = new WireWarmup();
  private long reports;

  AgentWarmup(AgentSettings settings) {
    this.settings = settings;
    this.rules = settings.probes().stream().map(Probes::rule).toList();
  }

  @Override
  public long play() {
    HealthCore core = new HealthCore(settings.node(), rules, settings.heartbeat(), Duration.ZERO);
    long before = reports;
    for (ProbeRule rule : rules) {
      sample(core, rule, Sample.passed("warm-up"), rule.counting().rise());
      sample(core, rule, Sample.failed("warm-up"), rule.counting().fall());
    }
    return reports - before + (runs() ? 1 : 0);
  }

  private static boolean runs() {
    Optional<ExitWatch> opened =
        ExitWatch.open(ProcessHandle.current().pid(), Duration.ofSeconds(1));
    try (ExitWatch watch = opened.orElseThrow()) {
      return watch.await(Optional.of(Duration.ZERO)) == ExitWatch.Outcome.RUNNING;
    }
  }

  private void sample(HealthCore core, ProbeRule rule, Sample sample, int samples) {
    for (int number = 0; number < samples; number++) {
      core.sample(rule.name(), sample, Duration.ZERO).ifPresent(health -> report(core, health));
    }
  }

  private void report(HealthCore core, Health health) {
    reports++;
    Delivered<?> unusedDelivery = wire.fact(settings.cluster(), health);
    Optional<Health> unusedNext = core.acknowledged(health, Duration.ZERO);
  }
}
