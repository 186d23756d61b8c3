package dev.baton.linux.process;

import dev.baton.linux.Descriptor;
import dev.baton.linux.Errno;
import dev.baton.linux.Libc;
import dev.baton.linux.SystemCallException;
import java.util.List;
import java.util.TreeMap;

/**
 * A few threads of a process, each with a descriptor that becomes readable as soon as that thread
 * has ended: pidfd_open(2) with PIDFD_THREAD, since Linux 6.9. When a process is killed most of its
 * threads have ended within a fraction of a millisecond, while its own descriptor waits for the
 * last of them, which first takes all its memory down. Not the first thread, whose descriptor waits
 * for all the others since Linux 6.15. Used by one thread.
 */
final class Sentinels {

  /** More than one, for one of them may be the last. */
  static final int ENOUGH = 2;

  /** As many for each one wanted: a process whose threads come and go is not run after for ever. */
  private static final int MOST_CHOSEN = 32;

  private final long pid;
  private final int wanted;
  private final TreeMap<Long, Descriptor> descriptors = new TreeMap<>();
  private int chosen;

  Sentinels(long pid, int wanted) {
    this.pid = pid;
    this.wanted = wanted;
  }

  /** Tells whether the kernel has such descriptors. */
  static boolean offered() {
    long self = ProcessHandle.current().pid();
    try {
      Libc.openProcess(self, Libc.PIDFD_THREAD).close();
      return true;
    } catch (SystemCallException e) {
      return false;
    }
  }

  /** Chooses threads up to the number wanted, the oldest first: they come and go the least. */
  void choose() {
    if (!hasRoom()) {
      return;
    }
    for (long thread : Threads.of(pid)) {
      if (thread != pid && !descriptors.containsKey(thread) && !open(thread)) {
        return;
      }
    }
  }

  /** Opens one where there is room; tells whether there may be more. */
  private boolean open(long thread) {
    if (!hasRoom()) {
      return false;
    }
    try {
      descriptors.put(thread, Libc.openProcess(thread, Libc.PIDFD_THREAD));
      chosen++;
      return true;
    } catch (SystemCallException e) {
      // Whatever else keeps us from it (an older kernel, no descriptors): the process's own will
      // do.
      return e.errno() == Errno.ESRCH;
    }
  }

  private boolean hasRoom() {
    return descriptors.size() < wanted && chosen < MOST_CHOSEN * wanted;
  }

  /** Returns what to wait for. */
  List<Descriptor> descriptors() {
    return List.copyOf(descriptors.values());
  }

  /** Forgets a thread that has ended. */
  void ended(Descriptor descriptor) {
    if (descriptors.values().remove(descriptor)) {
      descriptor.close();
    }
  }

  void close() {
    descriptors.values().forEach(Descriptor::close);
    descriptors.clear();
  }
}
