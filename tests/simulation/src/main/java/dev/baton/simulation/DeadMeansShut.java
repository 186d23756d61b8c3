package dev.baton.simulation;

import dev.baton.arbiter.fold.Result;
import dev.baton.model.Epoch;
import dev.baton.model.SessionId;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import java.util.List;
import java.util.TreeMap;

/**
 * The protocol's argument itself: where the log says that a session is over or that an epoch was
 * let go, its gate is shut already.
 */
final class DeadMeansShut implements Invariant {
  private final World world;
  private final TreeMap<SessionId, Boolean> known = new TreeMap<>();

  DeadMeansShut(World world) {
    this.world = world;
  }

  @Override
  public void appended(FactRecord entry, Result derived) {
    if (entry.fact() instanceof Fact.Released released) {
      require(entry, world.gateHosts().stream().noneMatch(host -> open(host, released.epoch())));
    }
    List<SessionId> dead =
        derived.next().clusters().get(World.CLUSTER).stream()
            .flatMap(state -> state.deadSessions().stream())
            .filter(session -> known.putIfAbsent(session, true) == null)
            .toList();
    for (SessionId session : dead) {
      require(entry, world.gateHosts().stream().noneMatch(host -> open(host, session)));
    }
  }

  private static boolean open(Host host, Epoch epoch) {
    return host.answers() && host.gate().isOpenFor(epoch.value());
  }

  /** The promises of others may keep a gate open whose session is over (rule H). */
  private static boolean open(Host host, SessionId session) {
    return host.answers()
        && host.gate().isOpenFor(session.value())
        && !host.gate().isOpenByPromises();
  }

  private void require(FactRecord entry, boolean shut) {
    if (!shut) {
      throw new Violation(this, "a gate is open although there stands " + entry);
    }
  }
}
