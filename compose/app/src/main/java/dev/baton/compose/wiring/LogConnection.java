package dev.baton.compose.wiring;

import dev.baton.compose.config.Config;
import dev.baton.compose.service.ExitCode;
import dev.baton.compose.service.HealthStatus;
import dev.baton.compose.service.HealthStatus.Reason;
import dev.baton.compose.service.ServiceException;
import dev.baton.log.EventLog;
import dev.baton.log.LogUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A service's connection to the log. It waits for Kafka without a limit. */
final class LogConnection implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LogConnection.class);

  /** How long one attempt may take; {@link #close} waits at most this long for it. */
  private static final Duration ATTEMPT = Duration.ofSeconds(3);

  private static final long PAUSE_MS = 100;

  private final LogOpener logs;
  private final Config config;
  private final String who;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Optional<EventLog> log = Optional.empty();
  private volatile String why = "the log does not answer yet";

  LogConnection(LogOpener logs, Config config, String who) {
    this.logs = logs;
    this.config = config;
    this.who = who;
  }

  /** Opens the log. */
  private interface Opening {
    EventLog open();
  }

  /**
   * Returns the log when it answers and has its topics.
   *
   * @throws ServiceException when the topics do not fit this service, or this was closed meanwhile
   */
  EventLog open() {
    return open(() -> logs.open(config, who, ATTEMPT));
  }

  /**
   * Returns the log when it answers, and creates missing topics.
   *
   * @throws ServiceException like {@link #open}, when existing topics are not safe, and when
   *     arbiters of earlier rules wrote them
   */
  EventLog create() {
    String prefix = config.get(CommonKeys.KAFKA_TOPIC_PREFIX);
    return open(() -> EarlierRules.refused(logs.create(config, who, ATTEMPT), prefix));
  }

  private EventLog open(Opening opening) {
    boolean said = false;
    while (closing.getCount() > 0) {
      try {
        return take(opening.open());
      } catch (LogUnavailableException e) {
        why = "the log is not there yet: " + Config.messageOf(e);
        if (!said) {
          LOG.atWarn()
              .addKeyValue("bootstrap", config.get(CommonKeys.KAFKA_BOOTSTRAP))
              .addKeyValue("why", Config.messageOf(e))
              .log("Waiting for Kafka");
          said = true;
        }
        pause();
      }
    }
    throw new ServiceException(ExitCode.DONE, "told to end before Kafka answered");
  }

  /** Returns the status of a service that waits for the log. */
  HealthStatus waiting() {
    return HealthStatus.waiting("starting", why);
  }

  /**
   * Adds the problems of the topics to a service's status. With such problems the service works as
   * long as it can, but it is not ready.
   */
  HealthStatus with(HealthStatus condition) {
    List<Reason> reasons = new ArrayList<>(condition.reasons());
    log.map(EventLog::findings).orElse(List.of()).stream()
        .map(finding -> new Reason(HealthStatus.TOPICS, finding.line()))
        .forEach(reasons::add);
    return new HealthStatus(condition.alive(), reasons);
  }

  /** Ends the wait for the log. Idempotent. */
  void stopWaiting() {
    closing.countDown();
  }

  /** Closes the log, or ends the wait for it. Idempotent. */
  @Override
  public void close() {
    closing.countDown();
    synchronized (this) {
      log.ifPresent(EventLog::close);
    }
  }

  private synchronized EventLog take(EventLog opened) {
    log = Optional.of(opened);
    if (closing.getCount() == 0) {
      opened.close();
      throw new ServiceException(ExitCode.DONE, "told to end while Kafka answered");
    }
    return opened;
  }

  /**
   * Waits a moment before the next attempt.
   *
   * @throws ServiceException when this is closed meanwhile
   */
  void pause() {
    try {
      if (closing.await(PAUSE_MS, TimeUnit.MILLISECONDS)) {
        throw new ServiceException(ExitCode.DONE, "told to end before all was there");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServiceException(ExitCode.FAILED, "interrupted while waiting for Kafka", e);
    }
  }
}
