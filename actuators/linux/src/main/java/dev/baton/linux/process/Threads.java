package dev.baton.linux.process;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The threads of a process, {@code /proc/PID/task}, proc_pid_task(5). */
final class Threads {

  private Threads() {}

  /** Returns the thread ids in ascending order, the process's own first; none when it is gone. */
  static List<Long> of(long pid) {
    List<Long> numbers = new ArrayList<>();
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(directory(pid))) {
      tasks.forEach(task -> numbers.add(Long.parseLong(task.getFileName().toString())));
    } catch (IOException | DirectoryIteratorException gone) {
      return List.of();
    }
    numbers.sort(null);
    return numbers;
  }

  /**
   * Tells whether every remaining thread is exiting. From then on no code of the process runs, but
   * the kernel may need long to free its memory before it reports the end: about 0.1 s per GiB.
   *
   * @return false also when there is no such process
   */
  static boolean areEnding(long pid) {
    // One file tells whether the process was killed, so not every thread has to be read.
    if (ProcessStat.of(pid).filter(ProcessStat::killed).isPresent()) {
      return true;
    }
    boolean some = false;
    for (long thread : of(pid)) {
      Optional<ProcessStat> stat = ProcessStat.in(directory(pid).resolve(Long.toString(thread)));
      if (stat.isPresent() && !stat.orElseThrow().ending()) {
        return false;
      }
      some |= stat.isPresent();
    }
    return some;
  }

  private static Path directory(long pid) {
    return Path.of("/proc", Long.toString(pid), "task");
  }
}
