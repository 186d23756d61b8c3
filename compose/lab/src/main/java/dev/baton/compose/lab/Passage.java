package dev.baton.compose.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a client saw of one event: its answers from a little before the event to some time after.
 *
 * @param seen the answers from the start of the watch
 */
public record Passage(ProbeReport seen) {

  /** Returns the passage of the questions asked from {@code probe} on. */
  public static Passage since(VipProber prober, long probe) {
    return new Passage(prober.report().from(probe));
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
   * Tells whether the VIP moved cleanly: no host answered a question asked after one that its
   * successor answered.
   */
  public boolean clean(Answer.Kind kind) {
    List<String> holders = seen.holders(kind);
    return holders.stream().distinct().count() == holders.size();
  }
}
