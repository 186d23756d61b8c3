package dev.baton.log.memory;

import dev.baton.log.Delivered;
import dev.baton.log.EventLog;
import dev.baton.log.ForwardingLog;
import dev.baton.log.LogUnavailableException;
import dev.baton.log.Topic;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.state.Snapshot;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Another log, some calls of which fail as if it did not answer: each kind of call as often as it
 * was told to, and then no more. Thread-safe. Closing it leaves the other log open.
 */
public final class FailingLog extends ForwardingLog {
  private final Map<Call, Integer> failing = new EnumMap<>(Call.class);
  private final AtomicInteger open = new AtomicInteger();

  /** What can fail. */
  public enum Call {
    /** {@link EventLog#latestSnapshots}. */
    STATE,
    /** {@link EventLog#bounds}. */
    BOUNDS,
    /** {@link EventLog#readEvents}, before there is a reader. */
    EVENTS,
    /** {@link EventLog#readCommands}, before there is a reader. */
    COMMANDS
  }

  /** Hands on to that log. */
  public FailingLog(EventLog log) {
    super(log);
  }

  /** Lets the next calls of a kind fail; returns itself. */
  public synchronized FailingLog fail(Call call, int times) {
    failing.merge(call, times, Integer::sum);
    return this;
  }

  /** Tells whether everything failed that was to. */
  public synchronized boolean hasFailed() {
    return failing.values().stream().allMatch(left -> left == 0);
  }

  /** Returns how many readers of events and commands are open. */
  public int openReaders() {
    return open.get();
  }

  private synchronized void call(Call call) {
    int left = failing.getOrDefault(call, 0);
    if (left > 0) {
      failing.put(call, left - 1);
      throw new LogUnavailableException(call + " made to fail", new IllegalStateException());
    }
  }

  @Override
  public List<Snapshot> latestSnapshots(int partition) {
    call(Call.STATE);
    return super.latestSnapshots(partition);
  }

  @Override
  public Bounds bounds(Topic topic, int partition) {
    call(Call.BOUNDS);
    return super.bounds(topic, partition);
  }

  @Override
  public Reader readEvents(int partition, StartAt from, Consumer<Delivered<FactRecord>> sink) {
    call(Call.EVENTS);
    return new Counted(super.readEvents(partition, from, sink));
  }

  @Override
  public Reader readCommands(int partition, StartAt from, Consumer<Delivered<CommandRecord>> sink) {
    call(Call.COMMANDS);
    return new Counted(super.readCommands(partition, from, sink));
  }

  /** Leaves the other log open. */
  @Override
  public void close() {}

  private final class Counted implements Reader {
    private final Reader reader;

    Counted(Reader reader) {
      this.reader = reader;
      open.incrementAndGet();
    }

    @Override
    public boolean caughtUp() {
      return reader.caughtUp();
    }

    @Override
    public void rest(boolean resting) {
      reader.rest(resting);
    }

    @Override
    public void close() {
      reader.close();
      open.decrementAndGet();
    }
  }
}
