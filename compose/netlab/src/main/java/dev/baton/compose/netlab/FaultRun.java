package dev.baton.compose.netlab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * What a client saw of one fault: its answers from shortly before the fault to some time after.
 *
 * @param seen the answers from the start of the watch
 */
public record FaultRun(ProbeReport seen) {

  /** Returns the run with the questions from {@code probe} on. */
  public static FaultRun since(VipProber prober, long probe) {
    return new FaultRun(prober.report().from(probe));
  }

  /**
   * Returns the client's gap: the longest time between two answered datagrams. The watch must begin
   * shortly before the fault, so that there is an answer before the gap.
   */
  public Duration gap() {
    return longest(Comparator.comparingLong(Answer::nanos), 0);
  }

  /**
   * Returns the client's gap where nothing was to happen: the longest time between two answered
   * datagrams between which at least one was not answered. It is zero if every one was answered: a
   * time in which the client's own process stood and asked nothing is no gap.
   */
  public Duration unanswered() {
    return longest(Comparator.comparingLong(Answer::probe), 2);
  }

  /** Of neighbours in that order, whose questions are at least so far apart. */
  private Duration longest(Comparator<Answer> order, long apart) {
    List<Answer> answers = new ArrayList<>(seen.only(Answer.Kind.UDP).answers());
    answers.sort(order);
    long longest = 0;
    for (int at = 1; at < answers.size(); at++) {
      Answer last = answers.get(at - 1);
      Answer next = answers.get(at);
      if (apart == 0 || next.probe() - last.probe() >= apart) {
        longest = Math.max(longest, next.nanos() - last.nanos());
      }
    }
    return Duration.ofNanos(longest);
  }

  /**
   * Returns for how long two hosts answered: the number of questions that two hosts answered, times
   * the prober's interval, for both kinds of questions.
   */
  public Duration dual() {
    return VipProber.INTERVAL.multipliedBy(seen.dualAnswers().size());
  }

  /**
   * Tells whether the VIP moved cleanly: the hosts that answered are those to which it was given,
   * in that order. A host may be missing if it had the VIP for too short a time. The result is
   * false if a host answered a question that was asked after one that its successor answered.
   *
   * @param kind the kind of question
   * @param given the hosts to which the VIP was given, one after the other, by their names in
   *     answers
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
