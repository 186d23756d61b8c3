package dev.baton.compose.wiring;

import dev.baton.arbiter.server.shell.ArbiterService;
import dev.baton.arbiter.server.shell.ArbiterSettings;
import dev.baton.arbiter.server.shell.PartitionStatus;
import dev.baton.compose.config.Config;
import dev.baton.compose.service.HealthStatus;
import dev.baton.compose.service.HealthStatus.Reason;
import dev.baton.compose.service.Meters;
import dev.baton.compose.service.Service;
import dev.baton.log.EventLog;
import dev.baton.model.ArbiterId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
  public void start(Meters meters) {
    EventLog log = connection.create();
    ArbiterService started = ArbiterService.start(settings, log);
    ArbiterMetrics.watch(started, meters);
    arbiter = Optional.of(started);
  }

  @Override
  public HealthStatus condition() {
    return arbiter
        .map(running -> connection.with(condition(running.status())))
        .orElseGet(connection::waiting);
  }

  private static HealthStatus condition(List<PartitionStatus> partitions) {
    Optional<PartitionStatus> broken =
        partitions.stream().filter(PartitionStatus::broken).findFirst();
    return broken
        .map(partition -> HealthStatus.failed(failure(partition).orElse("broken")))
        .orElseGet(
            () ->
                new HealthStatus(
                    true,
                    partitions.stream()
                        .flatMap(partition -> Stream.concat(audit(partition), reason(partition)))
                        .toList()));
  }

  private static Optional<String> failure(PartitionStatus partition) {
    return partition.failure().map(why -> "partition " + partition.partition() + ": " + why);
  }

  private static Stream<Reason> audit(PartitionStatus partition) {
    return partition
        .audit()
        .interruption()
        .map(why -> new Reason("audit", "partition " + partition.partition() + ": " + why))
        .stream();
  }

  /** A failed partition does not affect the others, and is tried again. */
  private static Stream<Reason> reason(PartitionStatus partition) {
    String name = "partition " + partition.partition();
    if (partition.failure().isPresent()) {
      return failure(partition).map(why -> new Reason("partition-failed", why)).stream();
    }
    if (partition.runner().isEmpty()) {
      return Stream.of(new Reason("restoring", name + " is being restored"));
    }
    return partition.isReady()
        ? Stream.empty()
        : Stream.of(
            new Reason("unproven", name + ": its own beats were not written and read back lately"));
  }

  /** Stops ticking, commits the rest of the audit, closes the log. */
  @Override
  public void close() {
    connection.stopWaiting();
    arbiter.ifPresent(ArbiterService::close);
    connection.close();
  }
}
