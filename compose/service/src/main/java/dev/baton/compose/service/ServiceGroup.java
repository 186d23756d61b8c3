package dev.baton.compose.service;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Services that need each other. They are started one after the other, and closed the other way
 * round; what they need not wait for is another group.
 */
final class ServiceGroup {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceGroup.class);

  private final List<Service> services;
  private final CompletableFuture<Void> started = new CompletableFuture<>();

  /** Groups services, in the order in which they are closed. */
  ServiceGroup(List<Service> services) {
    this.services = List.copyOf(services);
  }

  /** Returns its services, in the order in which they are closed. */
  List<Service> services() {
    return services;
  }

  /**
   * Begins to start them, on a thread of their own; returns at once.
   *
   * @param starting starts one of them
   * @return completes when they all run, or with why one of them cannot start
   */
  CompletableFuture<Void> start(Consumer<Service> starting) {
    Thread thread =
        new Thread(
            () -> {
              try {
                for (int index = services.size() - 1; index >= 0; index--) {
                  starting.accept(services.get(index));
                }
                started.complete(null);
              } catch (RuntimeException | Error e) {
                started.completeExceptionally(e);
              }
            },
            "baton-start");
    thread.setDaemon(true);
    thread.start();
    return started;
  }

  /** Closes them in order, whatever one of them does. */
  void close() {
    for (Service service : services) {
      long began = System.nanoTime();
      try {
        service.close();
        LOG.atInfo()
            .addKeyValue("service", service.name())
            .addKeyValue("tookMs", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began))
            .log("Ended");
      } catch (RuntimeException | LinkageError e) {
        LOG.atError().setCause(e).addKeyValue("service", service.name()).log("Did not end well");
      }
    }
  }

  /** Returns the first that has failed; empty while they start, too. */
  Optional<Service> failed() {
    return started.isDone()
        ? services.stream().filter(service -> !service.condition().alive()).findFirst()
        : Optional.empty();
  }
}
