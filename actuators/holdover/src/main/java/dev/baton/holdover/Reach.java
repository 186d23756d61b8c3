package dev.baton.holdover;

import dev.baton.model.NodeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which members may take over from this holder at once when its lease is over, as far as the log
 * may say: those that it named in its keepalives. A list that is longer counts from before it is
 * sent, a shorter one from its acknowledgement. Without the others it may go on for a while, which
 * counts from before the sending of its last keepalive that counts.
 */
public final class Reach {
  private Optional<Said> counted = Optional.empty();
  private final List<Said> since = new ArrayList<>();

  /** A keepalive of the holder; no members stands for all. */
  private record Said(long sentAt, Optional<Set<NodeId>> members) {}

  /** It opens an epoch: everybody is named. */
  public void begin() {
    counted = Optional.empty();
    since.clear();
  }

  /**
   * A keepalive goes out that says that it holds.
   *
   * @param members whom it names; empty for all
   */
  public void sent(long sentAt, Optional<List<NodeId>> members) {
    since.add(new Said(sentAt, members.map(TreeSet::new)));
  }

  /** The keepalive that was sent then counts: it was acknowledged while the lease lived. */
  public void counts(long sentAt) {
    since.stream().filter(said -> said.sentAt() == sentAt).findFirst().ifPresent(this::count);
  }

  private void count(Said said) {
    counted = Optional.of(said);
    since.removeIf(other -> other.sentAt() <= said.sentAt());
  }

  /** Returns who is named, if that is not everybody. */
  public Optional<Set<NodeId>> named() {
    if (counted.flatMap(Said::members).isEmpty()
        || since.stream().anyMatch(said -> said.members().isEmpty())) {
      return Optional.empty();
    }
    Set<NodeId> all = new TreeSet<>(counted.flatMap(Said::members).orElseThrow());
    since.forEach(said -> all.addAll(said.members().orElseThrow()));
    return Optional.of(all);
  }

  /** Returns how long it may go on without those that it did not name. */
  public long until(Duration holdover) {
    return counted.map(said -> said.sentAt() + holdover.toNanos()).orElse(Long.MIN_VALUE);
  }
}
