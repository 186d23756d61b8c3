package dev.baton.compose.wiring;

import dev.baton.arbiter.shell.ArbiterService;
import dev.baton.arbiter.shell.ArbiterSettings;
import dev.baton.arbiter.shell.PartitionStatus;
import dev.baton.compose.config.Config;
import dev.baton.compose.frame.Condition;
import dev.baton.compose.frame.Condition.Reason;
import dev.baton.compose.frame.Service;
import dev.baton.log.EventLog;
import dev.baton.model.ArbiterId;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An arbiter as a service. */
public final class ArbiterRunner implements Service {

  private final ArbiterSettings settings;
  private final LogConnection connection;
  private volatile Optional<ArbiterService> arbiter = Optional.empty();

  /** Prepares an arbiter. */
  public ArbiterRunner(Config config, LogOpener logs) {
    this.settings =
        new ArbiterSettings(
            new ArbiterId(Hosts.nameOr(config, ArbiterKeys.ID)),
            config.get(ArbiterKeys.TICK_INTERVAL),
            config.get(ArbiterKeys.MISSED_TICKS),
            config.get(ArbiterKeys.CLOSE_TIMEOUT));
    this.connection = new LogConnection(logs, config, "arbiter-" + settings.arbiter());
  }

  @Override
  public String name() {
    return "arbiter";
  }

  @Override
  public void start(MeterRegistry meters) {
    EventLog log = connection.create();
    arbiter = Optional.of(ArbiterService.start(settings, log, meters));
  }

  @Override
  public Condition condition() {
    return arbiter
        .map(running -> connection.with(condition(running.status())))
        .orElseGet(connection::waiting);
  }

  private static Condition condition(List<PartitionStatus> partitions) {
    List<Reason> reasons = new ArrayList<>();
    for (PartitionStatus partition : partitions) {
      if (partition.failure().isPresent()) {
        return Condition.failed(
            "partition " + partition.partition() + ": " + partition.failure().orElseThrow());
      }
      partition
          .audit()
          .interruption()
          .map(why -> new Reason("audit", "partition " + partition.partition() + ": " + why))
          .ifPresent(reasons::add);
      if (partition.runner().isEmpty()) {
        reasons.add(
            new Reason("restoring", "partition " + partition.partition() + " is being restored"));
      } else if (!partition.isReady()) {
        reasons.add(
            new Reason(
                "unproven",
                "partition "
                    + partition.partition()
                    + ": its own beats were not written and read back lately"));
      }
    }
    return new Condition(true, reasons);
  }

  /** Stops ticking, commits the rest of the audit, leaves the log. */
  @Override
  public void close() {
    connection.stopWaiting();
    arbiter.ifPresent(ArbiterService::close);
    connection.close();
  }
}
