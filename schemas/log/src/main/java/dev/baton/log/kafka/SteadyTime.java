package dev.baton.log.kafka;

import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;

/**
 * The clock of Kafka's clients in this process: it never goes back, and never leaps.
 *
 * <p>The client (4.4) times everything by {@link Time#SYSTEM}, which is the wall clock, and offers
 * no way to give it another: when it connects again, when it asks for metadata again, when it gives
 * up a request or a batch. If the wall clock is set back by an hour, a client that loses its
 * connection does not connect for an hour. If it is set forward, the client gives up what is in
 * flight. So {@link SteadyTimeInstaller} makes {@code Time.SYSTEM} an instance of this class. A
 * test runs the client while the wall clock is set (decision 008).
 *
 * <p>Some things in the client need the wall clock: the end of a Kerberos ticket or of an OAuth
 * token. Therefore this clock approaches the wall clock, by at most half a second in a second.
 */
public abstract class SteadyTime implements Time {
  private final SteadyClock clock = new SteadyClock(System::currentTimeMillis, System::nanoTime);

  /** For the class that takes the place of Kafka's. */
  protected SteadyTime() {}

  @Override
  public final long milliseconds() {
    return clock.millis();
  }

  @Override
  public final long nanoseconds() {
    return System.nanoTime();
  }

  @Override
  public final long hiResClockMs() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  @Override
  public final void sleep(long millis) {
    Utils.sleep(millis);
  }
}
