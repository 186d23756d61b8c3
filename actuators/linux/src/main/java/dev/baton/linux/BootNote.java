package dev.baton.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines in a file that survive the process but not the boot. The first line is the kernel's boot
 * id, so a file of an earlier boot on a disk is recognised. Used by one thread at a time.
 */
public final class BootNote {
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  private final Path file;
  private final String bootId;

  /**
   * Creates a note; its file may not exist yet.
   *
   * @param file in a directory that exists when {@link #write} is called
   */
  public BootNote(Path file) {
    this.file = file;
    this.bootId = lines(BOOT_ID).get(0);
  }

  /**
   * Returns the lines written since the boot; none if there is no such note.
   *
   * @throws UncheckedIOException when the file exists and cannot be read
   */
  public List<String> read() {
    if (!Files.exists(file)) {
      return List.of();
    }
    List<String> lines = lines(file);
    if (lines.isEmpty() || !lines.get(0).equals(bootId)) {
      return List.of();
    }
    return lines.subList(1, lines.size());
  }

  /**
   * Replaces the note. After a crash at any line, the file holds the old note or the new one.
   *
   * @throws UncheckedIOException when it cannot be written
   */
  public void write(List<String> lines) {
    List<String> all = new ArrayList<>();
    all.add(bootId);
    all.addAll(lines);
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      Files.write(next, all, StandardCharsets.UTF_8);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static List<String> lines(Path from) {
    try {
      return Files.readAllLines(from, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + from, e);
    }
  }
}
