package dev.baton.agent.shell;

import dev.baton.scheduling.LoopWatch;
import dev.baton.scheduling.RealTimeScheduling;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the thread that owns the core: it handles messages, and calls the core when a time is due.
 */
final class AgentLoop {

  private static final Logger LOG = LoggerFactory.getLogger(AgentLoop.class);

  /** How long a stopping agent waits for the log to acknowledge its last records. */
  private static final Duration LINGER = Duration.ofSeconds(1);

  private final Mailbox mailbox;
  private final HealthPublisher health;
  private final HookDesk desk;
  private final Thread thread = new Thread(this::run, "baton-agent");
  private volatile AgentStatus status;
  private Optional<Long> lingerNanos = Optional.empty();
  private boolean stopped;

  AgentLoop(Mailbox mailbox, HealthPublisher health, HookDesk desk) {
    this.mailbox = mailbox;
    this.health = health;
    this.desk = desk;
    this.status = look(health, desk, Optional.empty());
    thread.setDaemon(true);
    RealTimeScheduling.first(thread);
  }

  void start() {
    thread.start();
  }

  AgentStatus status() {
    return status;
  }

  /**
   * Ends the loop when all waiting messages are handled and all appends are answered, or after 1 s.
   */
  void stop() {
    mailbox.put(() -> lingerNanos = Optional.of(System.nanoTime() + LINGER.toNanos()));
    try {
      thread.join(LINGER.multipliedBy(2).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    RealTimeScheduling.settle();
    try (LoopWatch watch = LoopWatch.begin("agent")) {
      while (!stopped) {
        watch.turned();
        step();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // An invariant is broken, so no further report could be trusted. Without reports the node's
      // health becomes unknown, and the health endpoint asks for a restart.
      LOG.atError().setCause(e).log("The agent has failed");
      status = look(health, desk, Optional.of(e.toString()));
    } finally {
      mailbox.close();
    }
  }

  private void step() throws InterruptedException {
    Duration next = untilNext();
    Duration longest = LoopWatch.LONGEST_WAIT;
    mailbox.take(next.compareTo(longest) < 0 ? next : longest).ifPresent(Runnable::run);
    if (lingerNanos.isPresent()) {
      leave();
      return;
    }
    health.clock();
    desk.clock();
    if (mailbox.isEmpty()) {
      desk.idle();
      status = look(health, desk, Optional.empty());
    }
  }

  private Duration untilNext() {
    if (lingerNanos.isPresent()) {
      return Duration.ofMillis(10);
    }
    Duration report = health.untilDeadline();
    return desk.untilDeadline().filter(retry -> retry.compareTo(report) < 0).orElse(report);
  }

  private void leave() {
    boolean answered = mailbox.isEmpty() && health.isIdle() && desk.isIdle();
    stopped = answered || System.nanoTime() - lingerNanos.orElseThrow() > 0;
  }

  private static AgentStatus look(HealthPublisher health, HookDesk desk, Optional<String> failure) {
    return new AgentStatus(
        health.verdict(),
        health.probes(),
        health.acknowledged(),
        desk.following(),
        desk.running(),
        failure);
  }
}
