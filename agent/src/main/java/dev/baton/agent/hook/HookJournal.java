package dev.baton.agent.hook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The last runs, in a file that outlives the agent: so that no script is run twice. Used by one
 * thread.
 */
final class HookJournal {

  /** Far more than one move takes, and little enough to be written anew each time. */
  private static final int RECORDS_MAX = 32;

  private final Path file;
  private final List<HookRecord> records;

  private HookJournal(Path file, List<HookRecord> records) {
    this.file = file;
    this.records = records;
  }

  /**
   * Opens the journal, creating its directory.
   *
   * @throws IOException when it cannot be read or its directory not be created
   * @throws IllegalArgumentException when it holds something else
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

  /** Puts a record in the place of the one of the same run; on disk when this returns. */
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
