package dev.baton.simulation;

import java.util.PriorityQueue;

/** True time, and what happens when. Events at the same instant happen in the order of planning. */
final class Scheduler {
  private final PriorityQueue<Event> queue = new PriorityQueue<>();
  private long now;
  private long planned;
  private long happened;

  private record Event(long at, long order, Runnable what) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      return at == other.at ? Long.compare(order, other.order) : Long.compare(at, other.at);
    }
  }

  /** Nanoseconds since the beginning. */
  long now() {
    return now;
  }

  /** How many events have happened. */
  long happened() {
    return happened;
  }

  void at(long when, Runnable what) {
    queue.add(new Event(Math.max(when, now), planned++, what));
  }

  void after(long delay, Runnable what) {
    at(now + delay, what);
  }

  /** Lets the next event happen. */
  void next() {
    Event event = queue.remove();
    now = event.at();
    happened++;
    event.what().run();
  }
}
