package dev.baton.compose.service;

import java.util.List;

/** Something that runs from its start until it is closed. */
public interface Service extends AutoCloseable {

  /** Returns its name in messages, health and metrics: {@code arbiter}, {@code agent}. */
  String name();

  /**
   * Starts, and returns when the service runs. Called once.
   *
   * @param meters where its metrics are registered
   * @throws ServiceException when it cannot start; {@link #close} then cleans up
   */
  void start(Meters meters);

  /** Returns the service's status. Any thread may call it; does not block. */
  HealthStatus condition();

  /** Returns the pages that it adds to the process's web server; the same at any time. */
  default List<WebPage> pages() {
    return List.of();
  }

  /**
   * Releases what the service holds, hands over its work and closes its connections, in that order.
   * May block; idempotent; called also when the start failed.
   */
  @Override
  void close();
}
