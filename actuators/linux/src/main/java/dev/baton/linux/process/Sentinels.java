package dev.baton.linux.process;

import dev.baton.linux.Descriptor;
import dev.baton.linux.Errno;
import dev.baton.linux.Libc;
import dev.baton.linux.SystemCallException;
import java.util.List;
import java.util.TreeMap;

/**
 * A few threads of a process, each with a descriptor that becomes readable as soon as the thread
 * has ended: pidfd_open(2) with PIDFD_THREAD, since Linux 6.9. When a process is killed, most of
 * its threads end within a fraction of a millisecond. The process's own descriptor waits for the
 * last thread, which first frees all memory of the process. The first thread is not used, because
 * since Linux 6.15 its descriptor waits for all other threads. Used by one thread.
 */
final class Sentinels {

  /** More than one, because one of them may be the last thread. */
  static final int ENOUGH = 2;

  /** How many threads are tried for each wanted one, in a process whose threads come and go. */
  private static final int MOST_CHOSEN = 32;

  private final long pid;
  private final int wanted;
  private final TreeMap<Long, Descriptor> descriptors = new TreeMap<>();
  private int chosen;

  Sentinels(long pid, int wanted) {
    this.pid = pid;
    this.wanted = wanted;
  }

  /** Tells whether the kernel has descriptors of threads. */
  static boolean offered() {
    long self = ProcessHandle.current().pid();
    try {
      Libc.openProcess(self, Libc.PIDFD_THREAD).close();
      return true;
    } catch (SystemCallException e) {
      return false;
    }
  }

  /** Chooses threads until there are enough, the oldest first, because they live the longest. */
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

  /**
   * Opens the descriptor of a thread if there is room. Tells whether another thread should be
   * tried.
   */
  private boolean open(long thread) {
    if (!hasRoom()) {
      return false;
    }
    try {
      descriptors.put(thread, Libc.openProcess(thread, Libc.PIDFD_THREAD));
      chosen++;
      return true;
    } catch (SystemCallException e) {
      // With any other error (an older kernel, too many descriptors) the process's own descriptor
      // must do.
      return e.errno() == Errno.ESRCH;
    }
  }

  private boolean hasRoom() {
    return descriptors.size() < wanted && chosen < MOST_CHOSEN * wanted;
  }

  /** Returns the descriptors to wait for. */
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
