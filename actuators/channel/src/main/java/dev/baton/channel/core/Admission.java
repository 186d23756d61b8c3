package dev.baton.channel.core;

import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whom a member of a cluster listens to: the other members, each in its session by the log, as long
 * as they speak to this session and of this generation, and only once. Used by one thread.
 */
public final class Admission {
  /** Of so many sessions it is remembered what was heard; the one longest silent is forgotten. */
  static final int MOST_SESSIONS = 256;

  private final ClusterId cluster;
  private final NodeId node;
  private Optional<SessionId> session = Optional.empty();

  /** The session that the windows are of: the last one that this member had. */
  private Optional<SessionId> last = Optional.empty();

  private long generation;
  private SortedMap<NodeId, SessionId> senders = Collections.emptySortedMap();
  private final Map<Party, ReplayWindow> windows = new LinkedHashMap<>(16, 0.75f, true);

  /** Sessions that were known from the log and are over, of this member and of others. */
  private final Set<Party> over = new LinkedHashSet<>();

  /** Listens for a member, which has no session yet. */
  public Admission(ClusterId cluster, NodeId node) {
    this.cluster = cluster;
    this.node = node;
  }

  /**
   * Sets what this member is by now. In another session nothing that was heard comes again.
   *
   * @param session by which the others know it
   * @param generation the latest that it has read
   */
  public void own(Optional<SessionId> session, long generation) {
    if (session.isPresent() && !session.equals(last)) {
      windows.clear();
      last = session;
    }
    changed(node, this.session, session);
    this.session = session;
    this.generation = generation;
  }

  /** Sets who may be heard: the other members, with their sessions by the log. */
  public void senders(SortedMap<NodeId, SessionId> senders) {
    this.senders.forEach(
        (other, before) ->
            changed(other, Optional.of(before), Optional.ofNullable(senders.get(other))));
    this.senders = Collections.unmodifiableSortedMap(new TreeMap<>(senders));
  }

  private void changed(NodeId of, Optional<SessionId> before, Optional<SessionId> after) {
    if (!before.equals(after)) {
      before.ifPresent(session -> over.add(new Party(of, session)));
    }
    if (over.size() > MOST_SESSIONS) {
      over.remove(over.iterator().next());
    }
  }

  /**
   * Tells whether a datagram that is not heard is from a member that has read less of the log than
   * this one: it speaks in a session, or to one, that is over since.
   */
  public boolean isOutdated(Datagram datagram) {
    Party sender = datagram.sender();
    Party receiver = datagram.receiver();
    boolean ours = datagram.cluster().equals(cluster) && receiver.node().equals(node);
    boolean present = isPresent(sender) && isPresent(receiver);
    boolean behind = !present || datagram.generation() < generation;
    return ours && behind && isKnown(sender) && isKnown(receiver);
  }

  private boolean isKnown(Party party) {
    return isPresent(party) || over.contains(party);
  }

  private boolean isPresent(Party party) {
    return party.node().equals(node)
        ? session.equals(Optional.of(party.session()))
        : party.session().equals(senders.get(party.node()));
  }

  /** Returns why a datagram is not heard; empty if it is, and from then on it was. */
  public Optional<Refusal> admit(Datagram datagram) {
    return misdirected(datagram).or(() -> fromStranger(datagram)).or(() -> replayed(datagram));
  }

  private Optional<Refusal> misdirected(Datagram datagram) {
    if (!datagram.cluster().equals(cluster)) {
      return Optional.of(Refusal.OTHER_CLUSTER);
    }
    if (!datagram.receiver().node().equals(node)) {
      return Optional.of(Refusal.OTHER_RECEIVER);
    }
    if (!session.equals(Optional.of(datagram.receiver().session()))) {
      return Optional.of(Refusal.OTHER_SESSION);
    }
    return datagram.generation() == generation
        ? Optional.empty()
        : Optional.of(Refusal.OTHER_GENERATION);
  }

  private Optional<Refusal> fromStranger(Datagram datagram) {
    Party sender = datagram.sender();
    return sender.session().equals(senders.get(sender.node()))
        ? Optional.empty()
        : Optional.of(Refusal.OTHER_SENDER);
  }

  private Optional<Refusal> replayed(Datagram datagram) {
    ReplayWindow window = windows.computeIfAbsent(datagram.sender(), sender -> new ReplayWindow());
    if (windows.size() > MOST_SESSIONS) {
      windows.remove(windows.keySet().iterator().next());
    }
    return window.take(datagram.sequence()) ? Optional.empty() : Optional.of(Refusal.REPLAYED);
  }
}
