package dev.baton.compose.wiring;

import dev.baton.compose.config.Config;
import dev.baton.compose.frame.Condition;
import dev.baton.compose.frame.Condition.Reason;
import dev.baton.compose.frame.ExitCode;
import dev.baton.compose.frame.Service;
import dev.baton.compose.frame.ServiceException;
import dev.baton.compose.movers.MoverShelf;
import dev.baton.log.EventLog;
import dev.baton.model.fact.OutcomeResult;
import dev.baton.runtime.core.BindingStatus;
import dev.baton.runtime.core.DriverSettings;
import dev.baton.runtime.shell.ActuatorParts;
import dev.baton.runtime.shell.ActuatorReport;
import dev.baton.runtime.shell.ActuatorService;
import dev.baton.runtime.shell.Rate;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A cloud's actuator as a service; several instances share its work. */
public final class CloudRunner implements Service {
  private final String cloud;
  private final Config config;
  private final LogConnection connection;
  private Optional<MoverShelf> shelf = Optional.empty();
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
  public synchronized void start(MeterRegistry meters) {
    MoverShelf movers = MoverShelf.open(System.getProperty("baton.movers", ""));
    shelf = Optional.of(movers);
    if (movers.kinds().stream().noneMatch(kind -> kind.startsWith(cloud + "-"))) {
      throw new ServiceException(
          ExitCode.FAILED,
          "no mover of " + cloud + " is at hand; -Dbaton.movers names the directories with them");
    }
    EventLog log = connection.open();
    CloudMetrics metrics = new CloudMetrics(meters);
    double share = config.get(CloudKeys.SHARE) / 100.0;
    ActuatorService service =
        new ActuatorService(
            new ActuatorParts(
                cloud,
                log,
                movers::factory,
                settings(),
                new Rate(movers.limits(cloud), share, System::nanoTime),
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
  public Condition condition() {
    return actuator
        .map(running -> connection.with(condition(running.report())))
        .orElseGet(connection::waiting);
  }

  /** Puts a report into the words of the health page. */
  static Condition condition(ActuatorReport report) {
    if (report.failure().isPresent()) {
      return Condition.failed(report.failure().orElseThrow());
    }
    if (!report.joined()) {
      return Condition.waiting("joining", "the instances have not agreed yet on who does what");
    }
    List<Reason> reasons = new ArrayList<>();
    for (ActuatorReport.Share share : report.partitions()) {
      if (!share.live()) {
        reasons.add(
            new Reason("restoring", "partition " + share.partition() + " is being restored"));
      }
      share.bindings().stream().flatMap(CloudRunner::reason).forEach(reasons::add);
    }
    return new Condition(true, reasons);
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

  /** Ends its moves, hands its partitions over, leaves the log. */
  @Override
  public void close() {
    connection.stopWaiting();
    actuator.ifPresent(ActuatorService::close);
    connection.close();
    synchronized (this) {
      shelf.ifPresent(MoverShelf::close);
      shelf = Optional.empty();
    }
  }
}
