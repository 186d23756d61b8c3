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
 * Everything that came of one process which leads a session: its descendants, and whoever is still
 * in its session although its parent is gone. What left both before it was looked at (a daemon that
 * forked twice and opened a session of its own) is out of reach.
 *
 * @param root the process id, and thereby the session id
 * @param startTicks when the root started, as in {@link ProcessStat}; empty if it had ended before
 *     anybody could look
 */
public record ProcessTree(long root, Optional<Long> startTicks) {

  /** A tree that forks faster than this many rounds of killing is given up. */
  private static final int ROUNDS_MAX = 50;

  /** Returns the tree of a process that was just started. */
  public static ProcessTree of(long root) {
    return new ProcessTree(root, ProcessStat.of(root).map(ProcessStat::startTicks));
  }

  /**
   * Kills the root and all that came of it. Returns when nothing of it runs any more, or after a
   * bounded number of rounds. Idempotent.
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

  /** A number is given out again only when its process and its session are gone. */
  private boolean isSomebodyElses() {
    return ProcessStat.of(root)
        .filter(now -> startTicks.isEmpty() || now.startTicks() != startTicks.orElseThrow())
        .isPresent();
  }

  /** Whoever is a child of one that was killed meanwhile counts, as long as it can be told. */
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
      // ESRCH: it ended between the look and the signal, which is what was wanted; EPERM (a child
      // that changed its user) shows as living in the next look and ends at the bound of rounds.
      return;
    }
  }
}
