package dev.baton.lease.shell;

import dev.baton.linux.BootNote;
import dev.baton.model.ClusterId;
import dev.baton.model.SessionId;
import java.nio.file.Path;
import java.util.List;

/**
 * The note that outlives a keeper's process but not the boot: which sessions a later keeper of this
 * host must name as ended (rule C).
 */
final class HostMemory {
  private final BootNote note;

  HostMemory(Path runDirectory, ClusterId cluster) {
    this.note = new BootNote(runDirectory.resolve(cluster + ".sessions"));
  }

  /** Returns the sessions noted in this boot, oldest first; none if there is no note. */
  List<SessionId> recall() {
    return note.read().stream().map(SessionId::new).toList();
  }

  /** Replaces the note, so that a crash at any line leaves the old one or the new one. */
  void remember(List<SessionId> sessions) {
    note.write(sessions.stream().map(SessionId::value).toList());
  }
}
