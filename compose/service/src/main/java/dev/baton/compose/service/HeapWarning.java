package dev.baton.compose.service;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryNotificationInfo;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import javax.management.ListenerNotFoundException;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells an operator that the heap will be full before it is: a process whose heap is full ends. It
 * looks at what is left after a collection of the old generation ({@link
 * MemoryPoolMXBean#getCollectionUsage}), so it does not count what can be thrown away. It tells
 * each time that the use rises above the limit.
 */
final class HeapWarning implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HeapWarning.class);
  private static final int MIB = 1 << 20;

  /** It advises in steps of an eighth of the size, rounded down to a power of two. */
  private static final int EIGHTH = 8;

  private final NotificationEmitter emitter;
  private final NotificationListener listener = (told, unused) -> warn(told.getType());
  private final List<MemoryPoolMXBean> watched;

  private HeapWarning(NotificationEmitter emitter, List<MemoryPoolMXBean> watched) {
    this.emitter = emitter;
    this.watched = watched;
  }

  /**
   * Begins to watch.
   *
   * @param share of the old generation's greatest size, above which it warns; within 0 and 1
   */
  static HeapWarning above(double share) {
    List<MemoryPoolMXBean> pools =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            // Of a generation that survivors do not stay in, it says nothing.
            .filter(MemoryPoolMXBean::isUsageThresholdSupported)
            .filter(MemoryPoolMXBean::isCollectionUsageThresholdSupported)
            .filter(pool -> pool.getUsage().getMax() > 0)
            .toList();
    HeapWarning warning =
        new HeapWarning((NotificationEmitter) ManagementFactory.getMemoryMXBean(), pools);
    warning.emitter.addNotificationListener(warning.listener, null, null);
    pools.forEach(
        pool -> pool.setCollectionUsageThreshold((long) (share * pool.getUsage().getMax())));
    return warning;
  }

  private void warn(String type) {
    if (!type.equals(MemoryNotificationInfo.MEMORY_COLLECTION_THRESHOLD_EXCEEDED)) {
      return;
    }
    for (MemoryPoolMXBean pool : watched) {
      MemoryUsage left = pool.getCollectionUsage();
      if (pool.isCollectionUsageThresholdExceeded()) {
        LOG.atWarn()
            .addKeyValue("usedMib", left.getUsed() / MIB)
            .addKeyValue("mostMib", left.getMax() / MIB)
            .log(
                "The heap is nearly full, and the process ends when it is. Give it more:"
                    + " BATON_JAVA_OPTS=-Xmx{}m",
                twice(Runtime.getRuntime().maxMemory()));
      }
    }
  }

  /**
   * Returns twice that many bytes in MiB, as operators write it: the JVM tells less than it was
   * given, without one of the survivors' spaces.
   */
  static long twice(long bytes) {
    long mib = 2 * bytes / MIB;
    long step = Math.max(1, Long.highestOneBit(mib) / EIGHTH);
    return (mib + step - 1) / step * step;
  }

  @Override
  public void close() {
    watched.forEach(pool -> pool.setCollectionUsageThreshold(0));
    try {
      emitter.removeNotificationListener(listener);
    } catch (ListenerNotFoundException e) {
      throw new IllegalStateException("closed twice", e);
    }
  }
}
