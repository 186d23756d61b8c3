package dev.baton.agent.hook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Remembers the last runs of scripts in a file, so that a restarted agent runs no script twice.
 * Used by one thread.
 */
final class HookJournal {

  /** Far more runs than one move needs, and few enough to rewrite the whole file each time. */
  private static final int RECORDS_MAX = 32;

  private final Path file;
  private final List<HookRecord> records;

  private HookJournal(Path file, List<HookRecord> records) {
    this.file = file;
    this.records = records;
  }

  /**
   * Opens the journal, and creates its directory if it is missing.
   *
   * @throws IOException when the file cannot be read or the directory cannot be created
   * @throws IllegalArgumentException when the file holds a line that is no record of a run
   */
  static HookJournal open(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    List<HookRecord> records = new ArrayList<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        records.add(HookRecord.parse(line));
      }
    }
    return new HookJournal(file, records);
  }

  /** Returns the latest record of that run. */
  Optional<HookRecord> find(HookKey key) {
    return records.stream()
        .filter(record -> record.key().matches(key))
        .reduce((earlier, later) -> later);
  }

  /** Returns all records, oldest first. */
  List<HookRecord> all() {
    return List.copyOf(records);
  }

  /** Replaces the record of the same run, or adds one. The record is on disk when this returns. */
  void put(HookRecord record) throws IOException {
    records.removeIf(before -> before.key().equals(record.key()));
    records.add(record);
    while (records.size() > RECORDS_MAX) {
      records.remove(0);
    }
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.write(fresh, records.stream().map(HookRecord::line).toList());
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
