package dev.baton.lease.shell;

import dev.baton.model.ClusterId;
import dev.baton.model.SessionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The note that outlives a keeper's process but not the boot: which sessions a later keeper of this
 * host must name as ended (rule C). Its first line is the kernel's boot id, so that a note on a
 * disk is not taken for one of this boot.
 */
final class HostMemory {
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  private final Path file;
  private final String bootId;

  HostMemory(Path runDirectory, ClusterId cluster) {
    this.file = runDirectory.resolve(cluster + ".sessions");
    this.bootId = read(BOOT_ID).get(0);
  }

  /** Returns the sessions noted in this boot, oldest first; none if there is no note. */
  List<SessionId> recall() {
    if (!Files.exists(file)) {
      return List.of();
    }
    List<String> lines = read(file);
    if (lines.isEmpty() || !lines.get(0).equals(bootId)) {
      return List.of();
    }
    return lines.subList(1, lines.size()).stream().map(SessionId::new).toList();
  }

  /** Replaces the note, so that a crash at any line leaves the old one or the new one. */
  void remember(List<SessionId> sessions) {
    List<String> lines = new ArrayList<>();
    lines.add(bootId);
    sessions.forEach(session -> lines.add(session.value()));
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      Files.write(next, lines, StandardCharsets.UTF_8);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static List<String> read(Path from) {
    try {
      return Files.readAllLines(from, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + from, e);
    }
  }
}
