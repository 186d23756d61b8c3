package dev.baton.compose.wiring;

import dev.baton.compose.actuators.ActuatorRegistry;
import dev.baton.compose.config.Config;
import dev.baton.compose.service.ExitCode;
import dev.baton.compose.service.HealthStatus;
import dev.baton.compose.service.HealthStatus.Reason;
import dev.baton.compose.service.Meters;
import dev.baton.compose.service.Service;
import dev.baton.compose.service.ServiceException;
import dev.baton.log.EventLog;
import dev.baton.model.fact.OutcomeResult;
import dev.baton.runtime.core.BindingStatus;
import dev.baton.runtime.core.DriverSettings;
import dev.baton.runtime.shell.ActuatorParts;
import dev.baton.runtime.shell.ActuatorReport;
import dev.baton.runtime.shell.ActuatorService;
import dev.baton.runtime.shell.Rate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A cloud actuator as a service; several instances share its work. */
public final class CloudRunner implements Service {
  private final String cloud;
  private final Config config;
  private final LogConnection connection;
  private Optional<ActuatorRegistry> registry = Optional.empty();
  private volatile Optional<ActuatorService> actuator = Optional.empty();

  /**
   * Prepares an actuator.
   *
   * @param cloud {@code aws}, {@code azure} or {@code gcp}
   */
  public CloudRunner(String cloud, Config config, LogOpener logs) {
    this.cloud = cloud;
    this.config = config;
    this.connection = new LogConnection(logs, config, "actuator-" + cloud);
  }

  @Override
  public String name() {
    return cloud;
  }

  @Override
  public synchronized void start(Meters meters) {
    ActuatorRegistry actuators = ActuatorRegistry.open(System.getProperty("baton.actuators", ""));
    registry = Optional.of(actuators);
    if (actuators.kinds().stream().noneMatch(kind -> kind.startsWith(cloud + "-"))) {
      throw new ServiceException(
          ExitCode.FAILED,
          "no actuator of "
              + cloud
              + " is installed; install baton-"
              + cloud
              + ", or name its directory by -Dbaton.actuators");
    }
    EventLog log = connection.open();
    CloudMetrics metrics = new CloudMetrics(cloud, meters);
    double share = config.get(CloudKeys.SHARE) / 100.0;
    ActuatorService service =
        new ActuatorService(
            new ActuatorParts(
                cloud,
                log,
                actuators::factory,
                settings(),
                new Rate(actuators.limits(cloud), share, System::nanoTime),
                metrics));
    metrics.watch(service);
    actuator = Optional.of(service);
    service.start();
  }

  private DriverSettings settings() {
    DriverSettings usual = DriverSettings.DEFAULT;
    return new DriverSettings(
        config.get(CloudKeys.BUDGET),
        usual.firstPause(),
        usual.mostPause(),
        usual.settleAfter(),
        config.get(CloudKeys.RECONCILE));
  }

  @Override
  public HealthStatus condition() {
    return actuator
        .map(running -> connection.with(condition(running.report())))
        .orElseGet(connection::waiting);
  }

  /** Turns an actuator service's report into a health status. */
  static HealthStatus condition(ActuatorReport report) {
    if (report.failure().isPresent()) {
      return HealthStatus.failed(report.failure().orElseThrow());
    }
    if (!report.joined()) {
      return HealthStatus.waiting("joining", "the instances have not agreed yet on who does what");
    }
    List<Reason> reasons = new ArrayList<>();
    for (ActuatorReport.Share share : report.partitions()) {
      if (!share.live()) {
        reasons.add(
            new Reason("restoring", "partition " + share.partition() + " is being restored"));
      }
      share.bindings().stream().flatMap(CloudRunner::reason).forEach(reasons::add);
    }
    return new HealthStatus(true, reasons);
  }

  private static Stream<Reason> reason(BindingStatus binding) {
    String who = "cluster " + binding.cluster() + ", binding " + binding.binding();
    if (binding.unmakeable().isPresent()) {
      return Stream.of(
          new Reason("binding-refused", who + ": " + binding.unmakeable().orElseThrow()));
    }
    return binding.told().stream().flatMap(told -> reason(who, told));
  }

  private static Stream<Reason> reason(String who, OutcomeResult told) {
    return switch (told) {
      case PLACED, REPAIRED, SUPERSEDED -> Stream.empty();
      case REFUSED -> Stream.of(new Reason("binding-refused", who + " is refused; see the audit"));
      case NOT_PLACED -> Stream.of(new Reason("not-placed", who + " is not placed, and tried on"));
      case DRIFTED -> Stream.of(new Reason("drifted", who + " was changed by somebody else"));
    };
  }

  /** Ends its moves, hands its partitions over, closes the log. */
  @Override
  public void close() {
    connection.stopWaiting();
    actuator.ifPresent(ActuatorService::close);
    connection.close();
    synchronized (this) {
      registry.ifPresent(ActuatorRegistry::close);
      registry = Optional.empty();
    }
  }
}
