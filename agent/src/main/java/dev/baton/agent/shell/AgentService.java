package dev.baton.agent.shell;

import dev.baton.agent.hook.HookRunner;
import dev.baton.agent.probe.Probe;
import dev.baton.agent.probe.ProbeSettings;
import dev.baton.agent.probe.Probes;
import dev.baton.linux.process.OrphanReaper;
import dev.baton.log.EventLog;
import dev.baton.log.warmup.Warmup;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running agent: reports the health of its node's service to the log, and runs the node's scripts
 * when a command asks for it. Thread-safe.
 */
public final class AgentService implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AgentService.class);

  private final AgentSettings settings;
  private final List<Probe> probes;
  private final HookRunner hooks;
  private final CommandFollower follower;
  private final AgentLoop loop;
  private final Warmup warmup;
  private final OrphanReaper reaper;

  private AgentService(
      AgentSettings settings,
      List<Probe> probes,
      HookRunner hooks,
      CommandFollower follower,
      AgentLoop loop) {
    this.settings = settings;
    this.probes = probes;
    this.hooks = hooks;
    this.follower = follower;
    this.loop = loop;
    this.warmup = Warmup.start("agent-" + settings.node(), new AgentWarmup(settings));
    this.reaper = OrphanReaper.forFirstProcess();
  }

  /**
   * Starts an agent. Does not wait for the log: the agent sends reports as soon as the log accepts
   * them.
   *
   * @param log the log; the caller closes it after the agent
   * @param watch receives counts and times
   * @throws IOException when the run directory cannot be used
   * @throws IllegalArgumentException when a probe's settings name something that cannot be used
   */
  public static AgentService start(AgentSettings settings, EventLog log, AgentWatch watch)
      throws IOException {
    List<Probe> probes = settings.probes().stream().map(AgentService::probe).toList();
    HookRunner hooks =
        HookRunner.open(
            settings.hooks(), settings.cluster(), settings.node(), settings.runDirectory());
    Mailbox mailbox = new Mailbox();
    HealthPublisher health = new HealthPublisher(settings, log, mailbox, watch);
    HookDesk desk = new HookDesk(settings, log, mailbox, hooks, watch);
    CommandFollower follower = new CommandFollower(settings, log, mailbox, desk);
    AgentLoop loop = new AgentLoop(mailbox, health, desk);
    loop.start();
    follower.start();
    for (Probe probe : probes) {
      probe.start((name, sample) -> mailbox.putWhenRoom(() -> health.sampled(name, sample)));
    }
    return new AgentService(settings, probes, hooks, follower, loop);
  }

  /** Returns the agent's status. */
  public AgentStatus status() {
    return loop.status();
  }

  /**
   * Stops the probes and the reader, kills the script that may be running, and reports that to the
   * log. The node's last verdict stays valid until the health timeout, so a quick restart moves
   * nothing. Takes a few seconds at most, and one more for each probe that hangs. Idempotent.
   */
  @Override
  public void close() {
    warmup.close();
    reaper.close();
    follower.close();
    probes.forEach(Probe::close);
    hooks.close();
    loop.stop();
    LOG.atInfo()
        .addKeyValue("cluster", settings.cluster())
        .addKeyValue("node", settings.node())
        .log("The agent has left");
  }

  private static Probe probe(ProbeSettings settings) {
    try {
      return Probes.of(settings);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "probes." + settings.common().name() + "." + e.getMessage(), e);
    }
  }
}
