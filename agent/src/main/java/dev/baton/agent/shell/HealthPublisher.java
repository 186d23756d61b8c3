package dev.baton.agent.shell;

import dev.baton.agent.core.HealthCore;
import dev.baton.agent.core.Sample;
import dev.baton.agent.probe.Probes;
import dev.baton.log.EventLog;
import dev.baton.model.Position;
import dev.baton.model.fact.Health;
import dev.baton.model.fact.ProbeReport;
import dev.baton.model.fact.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Appends the core's reports to the log. Counting and messages come after the append. */
final class HealthPublisher {

  private static final Logger LOG = LoggerFactory.getLogger(HealthPublisher.class);

  private final AgentSettings settings;
  private final EventLog log;
  private final Mailbox mailbox;
  private final AgentWatch watch;
  private final HealthCore core;
  private final long startedNanos = System.nanoTime();
  private Optional<Health> last = Optional.empty();
  private Optional<Position> acknowledged = Optional.empty();
  private int underway;
  private boolean failing;

  /**
   * A report that was sent and not answered.
   *
   * @param report the report
   * @param sentNanos when it was sent, by {@link System#nanoTime}
   */
  private record Sent(Health report, long sentNanos) {}

  HealthPublisher(AgentSettings settings, EventLog log, Mailbox mailbox, AgentWatch watch) {
    this.settings = settings;
    this.log = log;
    this.mailbox = mailbox;
    this.watch = watch;
    this.core =
        new HealthCore(
            settings.node(),
            settings.probes().stream().map(Probes::rule).toList(),
            settings.heartbeat(),
            Duration.ZERO);
  }

  void sampled(String probe, Sample sample) {
    publish(core.sample(probe, sample, now()));
    watch.sampled(probe, sample.passed());
  }

  void clock() {
    publish(core.clock(now()));
  }

  /** Returns the time until the core must be called; negative if that is overdue. */
  Duration untilDeadline() {
    return core.nextDeadline().minus(now());
  }

  Optional<Verdict> verdict() {
    return last.map(Health::verdict);
  }

  List<ProbeReport> probes() {
    return core.probes();
  }

  Optional<Position> acknowledged() {
    return acknowledged;
  }

  /** Tells whether every report was answered. */
  boolean isIdle() {
    return underway == 0;
  }

  private void publish(Optional<Health> due) {
    if (due.isEmpty()) {
      return;
    }
    Sent sent = new Sent(due.orElseThrow(), System.nanoTime());
    underway++;
    var unused =
        log.append(settings.cluster(), sent.report())
            .whenComplete((position, error) -> mailbox.put(() -> answered(sent, position, error)));
    tell(sent.report());
    last = due;
  }

  /** Either the position or the error is null, see {@link java.util.concurrent.CompletionStage}. */
  private void answered(Sent sent, Position position, Throwable error) {
    underway--;
    if (error == null) {
      acknowledged = Optional.of(position);
      watch.acknowledged(Duration.ofNanos(System.nanoTime() - sent.sentNanos()));
      tellWorking();
      publish(core.acknowledged(sent.report(), now()));
    } else {
      watch.lost();
      tellFailing(sent.report(), error);
      publish(core.lost(sent.report(), now()));
    }
  }

  private void tell(Health report) {
    for (int i = 0; i < report.probes().size(); i++) {
      ProbeReport probe = report.probes().get(i);
      int index = i;
      if (last.filter(it -> it.probes().get(index).status() == probe.status()).isEmpty()) {
        who(LOG.atInfo())
            .addKeyValue("probe", probe.name())
            .addKeyValue("status", probe.status())
            .addKeyValue("detail", probe.detail())
            .log("Probe changed");
      }
    }
    if (last.filter(before -> before.verdict() == report.verdict()).isEmpty()) {
      who(LOG.atInfo()).addKeyValue("verdict", report.verdict()).log("Verdict changed");
    }
  }

  private void tellFailing(Health report, Throwable error) {
    if (!failing) {
      who(LOG.atWarn())
          .addKeyValue("sequence", report.sequence())
          .addKeyValue("error", error.toString())
          .log("The log takes no reports");
    }
    failing = true;
  }

  private void tellWorking() {
    if (failing) {
      who(LOG.atInfo()).log("The log takes reports again");
    }
    failing = false;
  }

  private LoggingEventBuilder who(LoggingEventBuilder event) {
    return event.addKeyValue("cluster", settings.cluster()).addKeyValue("node", settings.node());
  }

  private Duration now() {
    return Duration.ofNanos(System.nanoTime() - startedNanos);
  }
}
