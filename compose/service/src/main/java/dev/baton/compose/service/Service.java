package dev.baton.compose.service;

/** Something that runs from its start until it is closed. */
public interface Service extends AutoCloseable {

  /** Returns its name for logs, health and metrics: {@code arbiter}, {@code agent}. */
  String name();

  /**
   * Starts and returns when it runs. Called once.
   *
   * @param meters where its figures go
   * @throws ServiceException when it cannot start; what was begun is left to {@link #close}
   */
  void start(Meters meters);

  /** Returns how it fares. Any thread may ask; does not block. */
  HealthStatus condition();

  /**
   * Lets go of what it holds, hands over, leaves, in that order. May block; idempotent; called also
   * when the start failed.
   */
  @Override
  void close();
}
