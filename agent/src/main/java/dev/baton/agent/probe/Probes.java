package dev.baton.agent.probe;

import dev.baton.agent.core.ProbeRule;
import dev.baton.agent.probe.ProbeSettings.Gateway;
import dev.baton.agent.probe.ProbeSettings.Http;
import dev.baton.agent.probe.ProbeSettings.Link;
import dev.baton.agent.probe.ProbeSettings.RunningProcess;
import dev.baton.agent.probe.ProbeSettings.Script;
import dev.baton.agent.probe.ProbeSettings.Tcp;

/** Makes probes from their settings. */
public final class Probes {

  private Probes() {}

  /**
   * Returns the probe. It does nothing until it is started.
   *
   * @throws IllegalArgumentException when a CA file that the settings name cannot be used
   */
  public static Probe of(ProbeSettings settings) {
    return settings.match(new Making());
  }

  /** Returns how the probe's samples are counted. */
  public static ProbeRule rule(ProbeSettings settings) {
    ProbeSchedule schedule = settings.common().schedule();
    return new ProbeRule(
        settings.common().name(),
        settings.kind(),
        settings.common().weight(),
        new ProbeRule.Counting(schedule.rise(), schedule.fall(), schedule.initial()),
        schedule.timeout());
  }

  private static final class Making implements ProbeSettings.Cases<Probe> {
    @Override
    public Probe tcp(Tcp settings) {
      return new PolledProbe(settings.common(), new TcpCheck(settings));
    }

    @Override
    public Probe http(Http settings) {
      return new PolledProbe(settings.common(), new HttpCheck(settings));
    }

    @Override
    public Probe script(Script settings) {
      return new PolledProbe(settings.common(), new ScriptCheck(settings));
    }

    @Override
    public Probe process(RunningProcess settings) {
      return new ProcessProbe(settings);
    }

    @Override
    public Probe link(Link settings) {
      return new PolledProbe(settings.common(), new LinkCheck(settings));
    }

    @Override
    public Probe gateway(Gateway settings) {
      return new PolledProbe(settings.common(), new GatewayCheck(settings));
    }
  }
}
