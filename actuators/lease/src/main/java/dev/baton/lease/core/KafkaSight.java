package dev.baton.lease.core;

import dev.baton.lease.core.KafkaView.Verdict;
import dev.baton.model.NodeId;
import dev.baton.model.definition.Timings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Collects what shows whether Kafka is away for all or for this node alone: this keeper's own
 * acknowledgements, and what the other members say of theirs when promises are asked for (rule H).
 * It decides nothing; it is for people.
 */
final class KafkaSight {
  private final Map<NodeId, Said> said = new TreeMap<>();
  private long acknowledgedAt;
  private boolean begun;

  /** What a member says of its own keepalives. */
  private record Said(boolean served, long since, long last) {}

  /** A keepalive was acknowledged. */
  void acknowledged(long now) {
    acknowledgedAt = now;
    begun = true;
    said.clear();
  }

  /** A member says whether its own keepalives are acknowledged. */
  void heard(NodeId from, boolean served, long now) {
    long since =
        Optional.ofNullable(said.get(from))
            .filter(before -> before.served() == served)
            .map(Said::since)
            .orElse(now);
    said.put(from, new Said(served, since, now));
  }

  /** Tells whether a keepalive was ever acknowledged. */
  boolean hasBegun() {
    return begun;
  }

  /**
   * Returns what it looks like.
   *
   * @param asking whether the members are being asked: then who said that it is not served, and
   *     nothing for a promise's length, counts as silent. Otherwise what they said last stands
   * @param lease so long Kafka is not missed, and so long a member says that it is served, or else
   *     it is silent after it said so, until this node counts as cut off
   */
  KafkaView view(Set<NodeId> others, boolean asking, long lease, long now) {
    if (now - acknowledgedAt < lease) {
      return new KafkaView(Verdict.ANSWERS, Duration.ZERO, List.of(), List.of(), List.of());
    }
    Map<NodeId, Said> fresh = new TreeMap<>(said);
    fresh.keySet().retainAll(others);
    fresh.values().removeIf(of -> asking && !of.served() && isSilent(of, now));
    List<NodeId> served = names(fresh, true);
    List<NodeId> unserved = names(fresh, false);
    boolean all = !others.isEmpty() && unserved.size() == others.size();
    boolean cutOff = fresh.values().stream().anyMatch(of -> isBeyondDoubt(of, lease, now));
    return new KafkaView(
        verdict(all, cutOff),
        Duration.ofNanos(now - acknowledgedAt),
        served,
        unserved,
        others.stream().filter(other -> !fresh.containsKey(other)).sorted().toList());
  }

  private static Verdict verdict(boolean all, boolean cutOff) {
    Verdict alone = cutOff ? Verdict.CUT_OFF : Verdict.UNKNOWN;
    return all ? Verdict.DOWN_FOR_ALL : alone;
  }

  private static boolean isBeyondDoubt(Said of, long lease, long now) {
    return of.served() && (of.last() - of.since() >= lease || isSilent(of, now));
  }

  /**
   * Who is served reads in the log that this node's session is over, and then answers it no more.
   */
  private static boolean isSilent(Said of, long now) {
    return now - of.last() > Timings.PROMISE.toNanos();
  }

  private static List<NodeId> names(Map<NodeId, Said> said, boolean served) {
    return said.entrySet().stream()
        .filter(each -> each.getValue().served() == served)
        .map(Map.Entry::getKey)
        .toList();
  }
}
