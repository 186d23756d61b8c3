package dev.baton.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** What happened: a digest of everything, and the last lines for people. */
final class Trace {
  private static final int KEPT = 3_000;

  private final Scheduler scheduler;
  private final Deque<Line> lines = new ArrayDeque<>();
  private long digest = 0xcbf29ce484222325L;

  private record Line(long at, String who, String what, Object detail) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%11.6f  %-12s %-14s %s", at / 1e9, who, what, detail);
    }
  }

  Trace(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** Notes what somebody did; the detail is for people only. */
  void say(String who, String what, Object detail) {
    mix(scheduler.now());
    mix(who.hashCode());
    mix(what.hashCode());
    if (lines.size() == KEPT) {
      lines.removeFirst();
    }
    lines.addLast(new Line(scheduler.now(), who, what, detail));
  }

  /** Notes what somebody did, detail and all. */
  void record(String who, String what, String detail) {
    say(who, what, detail);
    mix(detail.hashCode());
  }

  private void mix(long value) {
    long mixed = (digest ^ value) * 0x100000001b3L;
    digest = mixed ^ (mixed >>> 29);
  }

  /** Equal for equal runs, in whichever process. */
  long digest() {
    return digest;
  }

  /** The last lines, oldest first. */
  List<String> last(int most) {
    return lines.stream()
        .skip(Math.max(0, lines.size() - (long) most))
        .map(Line::toString)
        .toList();
  }
}
