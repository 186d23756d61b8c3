package dev.baton.lease.core;

import dev.baton.model.SessionId;
import java.util.ArrayList;
import java.util.List;

/**
 * Rule C: sessions that are over, and that no later session has named as ended yet; oldest first.
 * The oldest is the one that the log knows, while those after it may never have reached it.
 */
final class EndedSessions {
  /**
   * How many a first keepalive can name. If there are more, those after the oldest are forgotten.
   */
  private static final int MOST = 16;

  private final List<SessionId> ids = new ArrayList<>();

  EndedSessions(List<SessionId> known) {
    known.forEach(this::add);
  }

  void add(SessionId id) {
    ids.remove(id);
    ids.add(id);
    while (ids.size() > MOST) {
      ids.remove(1);
    }
  }

  void clear() {
    ids.clear();
  }

  boolean contains(SessionId id) {
    return ids.contains(id);
  }

  List<SessionId> all() {
    return List.copyOf(ids);
  }

  /** Returns these and one that begins. */
  List<SessionId> and(SessionId next) {
    List<SessionId> more = new ArrayList<>(ids);
    more.add(next);
    return more;
  }
}
