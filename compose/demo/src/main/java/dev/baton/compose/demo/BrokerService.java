package dev.baton.compose.demo;

import dev.baton.broker.BrokerStartException;
import dev.baton.broker.EmbeddedBroker;
import dev.baton.broker.EmbeddedBrokerSettings;
import dev.baton.compose.config.Config;
import dev.baton.compose.config.Endpoint;
import dev.baton.compose.service.ExitCode;
import dev.baton.compose.service.HealthStatus;
import dev.baton.compose.service.Meters;
import dev.baton.compose.service.Service;
import dev.baton.compose.service.ServiceException;
import dev.baton.compose.wiring.BrokerKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The embedded broker as a service. */
final class BrokerService implements Service {

  private final Config config;
  private final Consumer<String> announce;
  private Optional<EmbeddedBroker> broker = Optional.empty();
  private Optional<Path> temporary = Optional.empty();

  /**
   * Prepares a broker.
   *
   * @param announce receives the address for clients, when the broker accepts requests
   */
  BrokerService(Config config, Consumer<String> announce) {
    this.config = config;
    this.announce = announce;
  }

  @Override
  public String name() {
    return "broker";
  }

  @Override
  public synchronized void start(Meters meters) {
    Endpoint listen = config.get(BrokerKeys.LISTEN);
    try {
      EmbeddedBroker started =
          EmbeddedBroker.start(
              new EmbeddedBrokerSettings(
                  directory(),
                  listen.host(),
                  listen.port(),
                  config.find(BrokerKeys.ADVERTISE).orElse(listen.host())));
      broker = Optional.of(started);
      announce.accept(started.bootstrapServers());
    } catch (BrokerStartException e) {
      throw new ServiceException(ExitCode.FAILED, Config.messageOf(e), e);
    }
  }

  private Path directory() {
    return config
        .find(BrokerKeys.DATA_DIRECTORY)
        .orElseGet(
            () -> {
              try {
                Path made = Files.createTempDirectory("baton-broker");
                temporary = Optional.of(made);
                return made;
              } catch (IOException e) {
                throw new ServiceException(
                    ExitCode.FAILED, "no temporary directory can be made for the broker", e);
              }
            });
  }

  @Override
  public synchronized HealthStatus condition() {
    return broker.isPresent()
        ? HealthStatus.READY
        : HealthStatus.waiting("starting", "the broker is starting");
  }

  @Override
  public synchronized void close() {
    broker.ifPresent(EmbeddedBroker::close);
    temporary.ifPresent(BrokerService::delete);
    temporary = Optional.empty();
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + directory, e);
    }
  }
}
