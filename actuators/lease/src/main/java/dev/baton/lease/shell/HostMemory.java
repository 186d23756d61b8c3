package dev.baton.lease.shell;

import dev.baton.linux.BootNote;
import dev.baton.model.ClusterId;
import dev.baton.model.SessionId;
import java.nio.file.Path;
import java.util.List;

/**
 * The note that survives a keeper's process but not the boot: the sessions that a later keeper of
 * this host must name as ended (rule C).
 */
final class HostMemory {
  private final BootNote note;

  HostMemory(Path runDirectory, ClusterId cluster) {
    this.note = new BootNote(runDirectory.resolve(cluster + ".sessions"));
  }

  /** Returns the sessions noted since the boot, oldest first; none if there is no note. */
  List<SessionId> recall() {
    return note.read().stream().map(SessionId::new).toList();
  }

  /** Replaces the note. After a crash at any line, the file holds the old note or the new one. */
  void remember(List<SessionId> sessions) {
    note.write(sessions.stream().map(SessionId::value).toList());
  }
}
