package dev.baton.log.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.net.URL;
import java.util.Collections;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts {@link SteadyTime} in the place of the client's own clock: defines a class of that one's
 * name in its package before the client asks for it.
 *
 * <p>It must not be a {@link Time} itself: a class's initialization initializes an interface of
 * default methods with it, which loads whichever clock comes first on the class path.
 */
final class SteadyTimeInstaller {
  private static final Logger LOG = LoggerFactory.getLogger(SteadyTime.class);
  private static final String REPLACED = "org/apache/kafka/common/utils/SystemTime.class";

  private SteadyTimeInstaller() {}

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
    String here =
        SteadyTimeInstaller.class.getProtectionDomain().getCodeSource().getLocation().toString();
    try {
      for (URL each :
          Collections.list(SteadyTimeInstaller.class.getClassLoader().getResources(REPLACED))) {
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
