package dev.baton.linux.process;

import dev.baton.linux.Libc;
import dev.baton.linux.SystemCallException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A session leader with all its descendants: its children and their children, and the processes
 * that are still in its session although their parent is gone. A daemon that has forked twice and
 * opened a session of its own before it was seen is not found.
 *
 * @param root the process id, which is also the session id
 * @param startTicks when the root started, as in {@link ProcessStat}; empty if it had ended before
 *     it could be read
 */
public record ProcessTree(long root, Optional<Long> startTicks) {

  /** The number of rounds of killing, after which a tree that forks faster is given up. */
  private static final int ROUNDS_MAX = 50;

  /** Returns the tree of a process that was just started. */
  public static ProcessTree of(long root) {
    return new ProcessTree(root, ProcessStat.of(root).map(ProcessStat::startTicks));
  }

  /**
   * Kills the root and its descendants. Returns when none of them runs any more, or after a bounded
   * number of rounds. Idempotent.
   *
   * @return how many processes were killed
   * @throws IOException when {@code /proc} cannot be read
   */
  public int kill() throws IOException {
    if (isSomebodyElses()) {
      return 0;
    }
    Set<Long> killed = new TreeSet<>();
    List<Long> living = living(killed);
    for (int round = 0; round < ROUNDS_MAX && !living.isEmpty(); round++) {
      for (long pid : living) {
        signal(pid);
        killed.add(pid);
      }
      living = living(killed);
    }
    return killed.size();
  }

  /** The kernel reuses a pid only when its process and its session are gone. */
  private boolean isSomebodyElses() {
    return ProcessStat.of(root)
        .filter(now -> startTicks.isEmpty() || now.startTicks() != startTicks.orElseThrow())
        .isPresent();
  }

  /**
   * A child of a process that was killed meanwhile counts as well, as long as its parent is known.
   */
  private List<Long> living(Set<Long> killed) throws IOException {
    List<ProcessStat> all = snapshot();
    Set<Long> tree = new TreeSet<>(killed);
    tree.add(root);
    boolean grown = true;
    while (grown) {
      grown = false;
      for (ProcessStat process : all) {
        if (tree.contains(process.parent()) || process.session() == root) {
          grown |= tree.add(process.pid());
        }
      }
    }
    List<Long> living = new ArrayList<>();
    for (ProcessStat process : all) {
      if (tree.contains(process.pid()) && !process.ended()) {
        living.add(process.pid());
      }
    }
    return living;
  }

  /** Returns all processes that can be seen. */
  static List<ProcessStat> snapshot() throws IOException {
    List<ProcessStat> all = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path entry : entries) {
        ProcessStat.of(Long.parseLong(entry.getFileName().toString())).ifPresent(all::add);
      }
    }
    return all;
  }

  private static void signal(long pid) {
    try {
      Libc.kill(pid, Libc.SIGKILL);
    } catch (SystemCallException gone) {
      // ESRCH: it ended before the signal, which is what was wanted. EPERM (a child that changed
      // its user) shows as living in the next round, until the bound of rounds ends this.
      return;
    }
  }
}
