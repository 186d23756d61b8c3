package dev.baton.compose.wiring;

import dev.baton.compose.config.Config;
import dev.baton.compose.config.Endpoint;
import dev.baton.compose.service.ExitCode;
import dev.baton.compose.service.HealthStatus;
import dev.baton.compose.service.HealthStatus.Reason;
import dev.baton.compose.service.Meters;
import dev.baton.compose.service.Metric;
import dev.baton.compose.service.ServiceException;
import dev.baton.compose.service.WebPage;
import dev.baton.compose.status.LocalStatus;
import dev.baton.lease.core.KafkaView;
import dev.baton.lease.core.KafkaView.Verdict;
import dev.baton.lease.core.KeeperStatus;
import dev.baton.lease.gate.GateException;
import dev.baton.lease.shell.KeeperReport;
import dev.baton.lease.shell.KeeperReport.Counts;
import dev.baton.lease.shell.KeeperService;
import dev.baton.lease.shell.MemberLink;
import dev.baton.linux.NoInterfaceException;
import dev.baton.linux.SystemCallException;
import dev.baton.log.EventLog;
import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The common part of every service that keeps a lease on a node: start, status, metrics, end. */
final class KeeperRunner implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(KeeperRunner.class);

  private final String name;
  private final ClusterId cluster;
  private final NodeId node;
  private final LogConnection connection;
  private final KeeperTies ties;
  private volatile Optional<KeeperService> keeper = Optional.empty();
  private volatile Optional<String> waitsFor = Optional.empty();

  /** Builds the keeper when the log answers. */
  interface Opening {
    /** Returns the keeper, not started. */
    KeeperService open(EventLog log, MemberLink link) throws IOException;
  }

  /**
   * Prepares a keeper.
   *
   * @param name the service's name, and the label {@code actuator} of its metrics
   * @param connection closed with this
   * @param ties what the keeper is tied to apart from the log
   */
  KeeperRunner(
      String name, ClusterId cluster, NodeId node, LogConnection connection, KeeperTies ties) {
    this.name = name;
    this.cluster = cluster;
    this.node = node;
    this.connection = connection;
    this.ties = ties;
  }

  /** Returns the ports on which this process serves health and metrics; empty if it does not. */
  static Set<Integer> served(Config config) {
    return config.get(Components.httpListen(Components.NODE)).stream()
        .map(Endpoint::port)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Waits for the log, and starts the keeper.
   *
   * @param setting the setting to name when the keeper does not fit this host
   */
  void start(Meters meters, String setting, Opening opening) {
    EventLog log = connection.open();
    ties.open(meters);
    try {
      KeeperService opened = open(opening, log);
      keeper = Optional.of(opened);
      ties.opened(opened);
      opened.start();
      register(opened, meters);
    } catch (IllegalArgumentException e) {
      throw new ServiceException(ExitCode.USAGE, setting + ": " + Config.messageOf(e), e);
    } catch (IOException | IllegalStateException | SystemCallException | GateException e) {
      throw new ServiceException(
          ExitCode.FAILED, "the " + name + " actuator: " + Config.messageOf(e), e);
    }
  }

  /**
   * Waits for the interface if it is missing: a bond, a VLAN or a slow card may appear after this
   * service has started.
   */
  private KeeperService open(Opening opening, EventLog log) throws IOException {
    while (true) {
      try {
        KeeperService opened = opening.open(log, ties.link());
        waitsFor = Optional.empty();
        return opened;
      } catch (NoInterfaceException e) {
        if (waitsFor.isEmpty()) {
          LOG.atWarn().addKeyValue("cluster", cluster).log("Waiting: {}", Config.messageOf(e));
        }
        waitsFor = Optional.of(Config.messageOf(e));
        connection.pause();
      }
    }
  }

  /** Returns the pages that the service adds to the process's web server. */
  List<WebPage> pages() {
    WebPage own =
        new KeeperPage(cluster, node, () -> keeper.flatMap(running -> running.report().status()));
    return Stream.concat(ties.page().stream(), Stream.of(own)).toList();
  }

  /** Returns the service's status. */
  HealthStatus condition() {
    return keeper
        .map(running -> connection.with(condition(running.report())))
        .or(() -> waitsFor.map(why -> HealthStatus.waiting("no-interface", why)))
        .orElseGet(connection::waiting);
  }

  private static HealthStatus condition(KeeperReport report) {
    if (report.failure().isPresent()) {
      return HealthStatus.failed(report.failure().orElseThrow());
    }
    if (report.status().isEmpty()) {
      return HealthStatus.waiting("starting", "the log does not answer yet");
    }
    KeeperStatus status = report.status().orElseThrow();
    List<Reason> reasons = new ArrayList<>();
    if (status.definitionVersion() == 0) {
      reasons.add(new Reason("not-defined", "the cluster is not defined, or not read yet"));
    } else if (!status.live()) {
      reasons.add(new Reason("no-session", "no keepalive was acknowledged within the lease"));
    }
    report
        .refusals()
        .forEach(
            refused -> reasons.add(new Reason("vip-refused", refused.vip() + " " + refused.why())));
    if (status.deaf()) {
      reasons.add(new Reason("deaf", "no leading arbiter that folds is heard"));
    }
    status.unable().ifPresent(why -> reasons.add(new Reason("unable", why)));
    return new HealthStatus(true, reasons);
  }

  private void register(KeeperService running, Meters meters) {
    meters.gauge(
        Metric.VIP_HOLDING,
        () -> running.report().status().flatMap(KeeperStatus::holding).isPresent() ? 1 : 0,
        cluster.value(),
        name);
    for (Verdict verdict : Verdict.values()) {
      meters.gauge(
          Metric.LEASE_KAFKA,
          () -> verdict(running).equals(Optional.of(verdict)) ? 1 : 0,
          cluster.value(),
          name,
          LocalStatus.label(verdict));
    }
    total(meters, running, Metric.VIP_CONFLICTS, Counts::conflicts);
    total(meters, running, Metric.GATE_OPENED, Counts::acquired);
    total(meters, running, Metric.GATE_SHUT, Counts::shut);
    total(meters, running, Metric.LEASE_KEEPALIVES_SENT, Counts::sent);
    total(meters, running, Metric.LEASE_KEEPALIVES_ACKNOWLEDGED, Counts::acknowledged);
    total(meters, running, Metric.LEASE_KEEPALIVES_GIVEN_UP, Counts::givenUp);
    total(meters, running, Metric.LEASE_SESSIONS, Counts::sessions);
    total(meters, running, Metric.LEASE_UNDECODABLE, Counts::undecodable);
  }

  private static Optional<Verdict> verdict(KeeperService running) {
    return running.report().status().flatMap(KeeperStatus::kafka).map(KafkaView::verdict);
  }

  private void total(
      Meters meters, KeeperService running, Metric metric, ToLongFunction<Counts> which) {
    meters.total(metric, () -> which.applyAsLong(running.report().counts()), cluster.value(), name);
  }

  /** Shuts the gate, removes the addresses, reports that, closes the session and the log. */
  @Override
  public void close() {
    connection.stopWaiting();
    keeper.ifPresent(KeeperService::close);
    ties.close();
    connection.close();
  }
}
