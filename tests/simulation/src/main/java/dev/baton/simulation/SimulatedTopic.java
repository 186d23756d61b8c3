package dev.baton.simulation;

import dev.baton.log.Topic;
import dev.baton.model.Position;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/**
 * One partition of one topic: a leader appends to its tail, the tail is replicated and only then
 * visible and acknowledged. A change of the leader cuts what was not replicated; nothing else is
 * ever lost, but by {@link #lose}.
 *
 * @param <P> the topic's record
 */
final class SimulatedTopic<P> {
  final Topic topic;
  private final World world;
  private final Dice dice;
  private final BiConsumer<Long, P> watcher;
  private final List<P> records = new ArrayList<>();
  private final Deque<InTail<P>> tail = new ArrayDeque<>();
  private final List<TopicReader<P>> readers = new ArrayList<>();
  private final List<Long> losses = new ArrayList<>();
  private int outages;
  private long lastCommit;

  private record InTail<P>(Submission<P> submission, Producer<P> producer) {}

  /** An empty partition; the watcher is shown each record as it becomes visible. */
  SimulatedTopic(World world, Topic topic, BiConsumer<Long, P> watcher) {
    this.world = world;
    this.topic = topic;
    this.watcher = watcher;
    this.dice = world.dice("topic " + topic);
  }

  boolean available() {
    return outages == 0;
  }

  long end() {
    return records.size();
  }

  P at(long offset) {
    return records.get((int) offset);
  }

  List<P> records() {
    return records;
  }

  /** The leader takes a record into its tail. */
  void append(Submission<P> submission, Producer<P> producer) {
    submission.inTail = true;
    InTail<P> entry = new InTail<>(submission, producer);
    tail.addLast(entry);
    lastCommit = Math.max(lastCommit, world.scheduler.now() + world.network.replication());
    world.scheduler.at(lastCommit, () -> commit(entry));
  }

  private void commit(InTail<P> entry) {
    if (!entry.submission().inTail) {
      return;
    }
    if (outages > 0) {
      world.scheduler.after(dice.millis(5, 30), () -> commit(entry));
      return;
    }
    while (!tail.isEmpty() && entry.submission().inTail) {
      place(tail.removeFirst());
    }
    readers.forEach(TopicReader::poke);
  }

  private void place(InTail<P> entry) {
    long offset = records.size();
    P record = entry.submission().placing.at(offset, world.now());
    records.add(record);
    entry.submission().inTail = false;
    watcher.accept(offset, record);
    entry.producer().committed(entry.submission(), offset);
  }

  /** The leader is gone; some of what was not replicated with it. */
  void elect() {
    int kept = tail.isEmpty() ? 0 : dice.between(0, tail.size());
    while (tail.size() > kept) {
      InTail<P> cut = tail.removeLast();
      cut.submission().inTail = false;
      cut.producer().bounced();
    }
  }

  void beginOutage() {
    outages++;
  }

  void endOutage() {
    outages = Math.max(0, outages - 1);
    readers.forEach(TopicReader::poke);
  }

  /**
   * Brokers lost power before they wrote to disk: the last records are gone, acknowledged or not.
   */
  void lose(int count) {
    int end = Math.max(1, records.size() - count);
    if (end >= records.size()) {
      return;
    }
    records.subList(end, records.size()).clear();
    losses.add((long) end);
    readers.forEach(TopicReader::poke);
  }

  /** How many losses there were; a leader is elected after each. */
  int losses() {
    return losses.size();
  }

  /** The leader epoch of the record that stands there: it was appended after so many losses. */
  int leaderEpoch(long offset) {
    int epoch = losses.size();
    while (epoch > 0 && losses.get(epoch - 1) > offset) {
      epoch--;
    }
    return epoch;
  }

  /** The first offset up to there which was lost since that leader epoch. */
  OptionalLong divergence(Position readUpTo, int leaderEpoch) {
    return losses.stream()
        .skip(leaderEpoch)
        .mapToLong(Long::longValue)
        .filter(end -> end <= readUpTo.offset())
        .min();
  }

  /** Where the log ended after the worst of the losses since. */
  long shortestSince(int known) {
    return losses.subList(known, losses.size()).stream().min(Long::compare).orElse(Long.MAX_VALUE);
  }

  void attach(TopicReader<P> reader) {
    readers.add(reader);
  }

  void detach(TopicReader<P> reader) {
    readers.remove(reader);
  }
}
