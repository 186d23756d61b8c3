package dev.baton.runtime.shell;

import dev.baton.runtime.core.BindingId;
import dev.baton.runtime.core.FleetEffect;
import dev.baton.runtime.core.Report;
import dev.baton.spi.Actuator;
import dev.baton.spi.ActuatorFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running actuators of a partition. It carries out effects, and returns why an actuator could
 * not be made. Used by one thread.
 */
final class Fleet implements FleetEffect.Cases<Optional<Fleet.Unmade>> {
  private static final Logger LOG = LoggerFactory.getLogger(ActuatorService.class);

  private final ActuatorParts parts;
  private final Consumer<FleetEffect.Tell> tellings;
  private final BiConsumer<BindingId, Report> reports;
  private final Map<BindingId, BindingService> running = new HashMap<>();

  /** Ends actuators that were replaced; a running call may take its time. */
  private final ExecutorService ending = Executors.newCachedThreadPool();

  /** Why there is no actuator. */
  record Unmade(BindingId driver, String why) {}

  /**
   * Starts without actuators.
   *
   * @param tellings takes the outcomes for the log
   * @param reports takes the actuators' reports, on their threads
   */
  Fleet(
      ActuatorParts parts,
      Consumer<FleetEffect.Tell> tellings,
      BiConsumer<BindingId, Report> reports) {
    this.parts = parts;
    this.tellings = tellings;
    this.reports = reports;
  }

  @Override
  public Optional<Unmade> open(FleetEffect.Open effect) {
    BindingId driver = effect.driver();
    try {
      Actuator actuator = new WatchedActuator(make(effect), parts.watch());
      BindingService service =
          new BindingService(
              actuator,
              parts.settings(),
              parts.rate(),
              new BindingService.Context(
                  System::nanoTime,
                  () -> ThreadLocalRandom.current().nextDouble(),
                  report -> reports.accept(driver, report)));
      running.put(driver, service);
      service.start();
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return unmade(effect, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // If one client cannot be built, other clusters are still moved.
      LOG.atError().setCause(e).log("an actuator cannot be made");
      return unmade(effect, e.toString());
    }
  }

  private Actuator make(FleetEffect.Open effect) {
    String kind = effect.binding().kind();
    ActuatorFactory factory =
        parts
            .makers()
            .factory(kind)
            .orElseThrow(
                () -> new IllegalArgumentException("there is no actuator of kind " + kind));
    return factory.create(effect.definition(), effect.binding());
  }

  private static Optional<Unmade> unmade(FleetEffect.Open effect, String why) {
    LOG.atError()
        .addKeyValue("cluster", effect.driver().cluster())
        .addKeyValue("binding", effect.binding().kind())
        .log("a binding cannot be moved until its definition changes: {}", why);
    return Optional.of(new Unmade(effect.driver(), why));
  }

  @Override
  public Optional<Unmade> close(FleetEffect.Close effect) {
    Optional.ofNullable(running.remove(effect.driver())).ifPresent(this::end);
    return Optional.empty();
  }

  private void end(BindingService driver) {
    driver.stop();
    ending.execute(driver::close);
  }

  @Override
  public Optional<Unmade> assign(FleetEffect.Assign effect) {
    Optional.ofNullable(running.get(effect.driver()))
        .ifPresent(driver -> driver.assign(effect.assignment()));
    return Optional.empty();
  }

  @Override
  public Optional<Unmade> resume(FleetEffect.Resume effect) {
    Optional.ofNullable(running.get(effect.driver()))
        .ifPresent(driver -> driver.resume(effect.assignment(), effect.told()));
    return Optional.empty();
  }

  @Override
  public Optional<Unmade> tell(FleetEffect.Tell effect) {
    tellings.accept(effect);
    return Optional.empty();
  }

  /**
   * Ends all actuators.
   *
   * @param patience how long to wait for running calls; the next instance reads what they do later
   */
  void endAll(Duration patience) throws InterruptedException {
    running.values().forEach(this::end);
    running.clear();
    ending.shutdown();
    if (!ending.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.atWarn().log("a call to the platform is still under way; a successor looks after it");
    }
  }
}
