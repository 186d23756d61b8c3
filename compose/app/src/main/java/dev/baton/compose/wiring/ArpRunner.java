package dev.baton.compose.wiring;

import dev.baton.arbiter.shell.DerivingLog;
import dev.baton.arp.ArpActuator;
import dev.baton.arp.ArpSettings;
import dev.baton.compose.config.Config;
import dev.baton.compose.frame.Condition;
import dev.baton.compose.frame.Condition.Reason;
import dev.baton.compose.frame.ExitCode;
import dev.baton.compose.frame.Service;
import dev.baton.compose.frame.ServiceException;
import dev.baton.lease.core.KeeperStatus;
import dev.baton.lease.gate.GateException;
import dev.baton.lease.linux.SystemCallException;
import dev.baton.lease.shell.KeeperReport;
import dev.baton.lease.shell.KeeperReport.Counts;
import dev.baton.lease.shell.KeeperService;
import dev.baton.log.EventLog;
import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** The ARP actuator as a service. */
public final class ArpRunner implements Service {

  private final ArpSettings settings;
  private final LogConnection connection;
  private volatile Optional<KeeperService> keeper = Optional.empty();

  /** Prepares an actuator. */
  public ArpRunner(Config config, LogOpener logs) {
    this.settings =
        new ArpSettings(
            new ClusterId(config.get(NodeKeys.CLUSTER)),
            new NodeId(Hosts.nameOr(config, NodeKeys.ID)),
            config.get(NodeKeys.INTERFACE),
            config.get(NodeKeys.RUN_DIRECTORY),
            config.get(NodeKeys.STATE_DIRECTORY),
            config.get(NodeKeys.DEAF_AFTER));
    this.connection = new LogConnection(logs, config, "arp-" + settings.node());
  }

  @Override
  public String name() {
    return "arp";
  }

  @Override
  public void start(MeterRegistry meters) {
    EventLog log = new DerivingLog(connection.open(), settings.node());
    try {
      KeeperService opened = ArpActuator.open(settings, log);
      keeper = Optional.of(opened);
      opened.start();
      register(opened, meters);
    } catch (IllegalArgumentException e) {
      throw new ServiceException(ExitCode.USAGE, "arp.interface: " + Config.messageOf(e), e);
    } catch (IOException | IllegalStateException | SystemCallException | GateException e) {
      throw new ServiceException(ExitCode.FAILED, "the ARP actuator: " + Config.messageOf(e), e);
    }
  }

  @Override
  public Condition condition() {
    return keeper
        .map(running -> condition(running.report()))
        .orElseGet(() -> Condition.waiting("starting", "the log does not answer yet"));
  }

  private static Condition condition(KeeperReport report) {
    if (report.failure().isPresent()) {
      return Condition.failed(report.failure().orElseThrow());
    }
    if (report.status().isEmpty()) {
      return Condition.waiting("starting", "the log does not answer yet");
    }
    KeeperStatus status = report.status().orElseThrow();
    List<Reason> reasons = new ArrayList<>();
    if (status.definitionVersion() == 0) {
      reasons.add(new Reason("not-defined", "the cluster is not defined, or not read yet"));
    } else if (!status.live()) {
      reasons.add(new Reason("no-session", "no keepalive was acknowledged within the lease"));
    }
    if (status.deaf()) {
      reasons.add(new Reason("deaf", "no leading arbiter that folds is heard"));
    }
    return new Condition(true, reasons);
  }

  private void register(KeeperService running, MeterRegistry meters) {
    gauge(meters, running, "baton.arp.holding", "1 while this node holds the VIPs");
    count(meters, running, "baton.arp.keepalives.sent", Counts::sent);
    count(meters, running, "baton.arp.keepalives.acknowledged", Counts::acknowledged);
    count(meters, running, "baton.arp.keepalives.given.up", Counts::givenUp);
    count(meters, running, "baton.arp.sessions", Counts::sessions);
    count(meters, running, "baton.arp.acquired", Counts::acquired);
    count(meters, running, "baton.arp.shut", Counts::shut);
    count(meters, running, "baton.arp.undecodable", Counts::undecodable);
  }

  private void gauge(MeterRegistry meters, KeeperService running, String name, String what) {
    Gauge.builder(
            name,
            running,
            keeps -> keeps.report().status().flatMap(KeeperStatus::holding).isPresent() ? 1 : 0)
        .description(what)
        .tag("cluster", settings.cluster().value())
        .register(meters);
  }

  private void count(
      MeterRegistry meters, KeeperService running, String name, ToLongFunction<Counts> which) {
    FunctionCounter.builder(name, running, keeps -> which.applyAsLong(keeps.report().counts()))
        .tag("cluster", settings.cluster().value())
        .register(meters);
  }

  /** Shuts the gate, takes the addresses away, says so, closes the session, leaves the log. */
  @Override
  public void close() {
    connection.stopWaiting();
    keeper.ifPresent(KeeperService::close);
    connection.close();
  }
}
