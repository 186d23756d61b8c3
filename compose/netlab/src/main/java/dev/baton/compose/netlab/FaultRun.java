package dev.baton.compose.netlab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * What a client saw of one event: its answers from a little before the event to some time after.
 *
 * @param seen the answers from the start of the watch
 */
public record FaultRun(ProbeReport seen) {

  /** Returns the passage of the questions asked from {@code probe} on. */
  public static FaultRun since(VipProber prober, long probe) {
    return new FaultRun(prober.report().from(probe));
  }

  /**
   * Returns the client's gap: the longest time between two datagrams answered one after the other.
   * Begin the watch a little before the event, so that there is an answer before the gap.
   */
  public Duration gap() {
    List<Answer> answers = new ArrayList<>(seen.only(Answer.Kind.UDP).answers());
    answers.sort(Comparator.comparingLong(Answer::nanos));
    long longest = 0;
    for (int at = 1; at < answers.size(); at++) {
      longest = Math.max(longest, answers.get(at).nanos() - answers.get(at - 1).nanos());
    }
    return Duration.ofNanos(longest);
  }

  /**
   * Returns for how long two hosts answered: the questions that two answered, each counting for the
   * prober's interval, whichever way was asked.
   */
  public Duration dual() {
    return VipProber.INTERVAL.multipliedBy(seen.dualAnswers().size());
  }

  /**
   * Tells whether the VIP moved cleanly: who answered are those to whom it was given, in that
   * order. One that had it for too short a time to be asked may be missing; one that answered a
   * question asked after its successor answered one is told by this.
   *
   * @param kind how it was asked
   * @param given to whom it was given, one after the other, by the names that answers bear
   */
  public boolean clean(Answer.Kind kind, List<String> given) {
    Iterator<String> left = given.iterator();
    return seen.holders(kind).stream().allMatch(holder -> skipTo(holder, left));
  }

  private static boolean skipTo(String wanted, Iterator<String> left) {
    while (left.hasNext()) {
      if (left.next().equals(wanted)) {
        return true;
      }
    }
    return false;
  }
}
