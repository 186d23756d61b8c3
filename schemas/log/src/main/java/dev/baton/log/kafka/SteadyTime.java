package dev.baton.log.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.net.URL;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clock of Kafka's clients in this process: it never goes back, and never leaps.
 *
 * <p>The client (4.4) times everything by {@link Time#SYSTEM}, which is the wall clock, and offers
 * no way to give it another: when it connects again, when it asks for metadata again, when a
 * request or a batch is given up. Set back by an hour, a client that loses its connection does not
 * connect for an hour; set forwards, it gives up whatever is under way. So {@code Time.SYSTEM} is
 * made of this class instead: a class of the name of the client's own is defined in its package
 * before the client asks for it. A test holds the client against a wall clock that is set.
 *
 * <p>A few things in the client do mean the wall clock: when a Kerberos ticket or an OAuth token
 * ends. Therefore this clock makes for the wall clock, by at most half a second in a second.
 */
public abstract class SteadyTime implements Time {
  private static final Logger LOG = LoggerFactory.getLogger(SteadyTime.class);
  private static final String REPLACED = "org/apache/kafka/common/utils/SystemTime.class";

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

  /**
   * Makes Kafka's clients in this process go by a clock of this kind; to be called before one is.
   */
  static void install() {
    try {
      MethodHandles.privateLookupIn(Time.class, MethodHandles.lookup()).defineClass(replacement());
    } catch (LinkageError e) {
      // Somebody loaded the class before: this one, or Kafka's own. The next lines tell which.
      LOG.atDebug().setCause(e).log("Kafka's clock was loaded before");
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("Kafka's client cannot be given a clock", e);
    }
    if (!(Time.SYSTEM instanceof SteadyTime)) {
      LOG.atWarn()
          .log(
              "Kafka's clients go by the wall clock in this process: when it is set back they may"
                  + " not connect again");
    }
  }

  /** Of the two classes of this name on the class path, the one from beside this class. */
  private static byte[] replacement() {
    String here = SteadyTime.class.getProtectionDomain().getCodeSource().getLocation().toString();
    try {
      for (URL each : Collections.list(SteadyTime.class.getClassLoader().getResources(REPLACED))) {
        if (each.toString().contains(here)) {
          try (InputStream content = each.openStream()) {
            return content.readAllBytes();
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(REPLACED + " cannot be read from " + here, e);
    }
    throw new IllegalStateException(REPLACED + " is not in " + here);
  }
}
