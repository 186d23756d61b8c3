package dev.baton.log.kafka;

import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;

/**
 * The clock of Kafka's clients in this process: it never goes back, and never leaps.
 *
 * <p>The client (4.4) times everything by {@link Time#SYSTEM}, which is the wall clock, and offers
 * no way to give it another: when it connects again, when it asks for metadata again, when a
 * request or a batch is given up. Set back by an hour, a client that loses its connection does not
 * connect for an hour; set forwards, it gives up whatever is under way. So {@code Time.SYSTEM} is
 * made of this class instead; {@link SteadyTimeInstaller} sees to that. A test holds the client
 * against a wall clock that is set.
 *
 * <p>A few things in the client do mean the wall clock: when a Kerberos ticket or an OAuth token
 * ends. Therefore this clock makes for the wall clock, by at most half a second in a second.
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
