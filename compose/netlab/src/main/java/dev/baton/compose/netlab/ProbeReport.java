package dev.baton.compose.netlab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a {@link VipProber} saw.
 *
 * @param answers every answer, in the order of arrival
 * @param startedNanos when the probing started, by {@link System#nanoTime}
 * @param endedNanos when this report was made
 */
public record ProbeReport(List<Answer> answers, long startedNanos, long endedNanos) {
  /** Freezes the list. */
  public ProbeReport {
    answers = List.copyOf(answers);
  }

  /**
   * Returns the answers of one kind.
   *
   * @param kind the kind
   * @return a report of these only
   */
  public ProbeReport only(Answer.Kind kind) {
    return new ProbeReport(
        answers.stream().filter(each -> each.kind() == kind).toList(), startedNanos, endedNanos);
  }

  /**
   * Returns the answers to the questions from one on.
   *
   * @param probe the first question's number, from {@link VipProber#nextProbe}
   * @return a report of these only
   */
  public ProbeReport from(long probe) {
    return new ProbeReport(
        answers.stream().filter(each -> each.probe() >= probe).toList(), startedNanos, endedNanos);
  }

  /**
   * Returns the host that alone has answered lately, on the link and by datagram.
   *
   * @param calm for how long, up to the end of the report
   * @return its name, as in its answers to datagrams; empty when nobody answered one of the two
   *     ways in that time, or more than one host did
   */
  public Optional<String> settledOn(Duration calm) {
    return answerersWithin(calm, Answer.Kind.LINK).size() == 1
        ? single(answerersWithin(calm, Answer.Kind.UDP))
        : Optional.empty();
  }

  /**
   * Tells whether nobody has answered lately, either way.
   *
   * @param calm for how long, up to the end of the report
   */
  public boolean silentFor(Duration calm) {
    return endedNanos - startedNanos >= calm.toNanos()
        && Stream.of(Answer.Kind.values()).allMatch(kind -> answerersWithin(calm, kind).isEmpty());
  }

  /**
   * Returns who has answered lately, for people.
   *
   * @param calm for how long, up to the end of the report
   * @return such as {@code LINK [02:ba:70:00:00:04] UDP [a]}
   */
  String lately(Duration calm) {
    return Stream.of(Answer.Kind.values())
        .map(kind -> kind + " " + answerersWithin(calm, kind))
        .collect(Collectors.joining(" "));
  }

  private SortedSet<String> answerersWithin(Duration calm, Answer.Kind kind) {
    return answers.stream()
        .filter(each -> each.kind() == kind && endedNanos - each.nanos() <= calm.toNanos())
        .map(Answer::by)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Optional<String> single(SortedSet<String> names) {
    return names.size() == 1 ? Optional.of(names.first()) : Optional.empty();
  }

  /**
   * Returns the questions that more than one host answered. Each of them breaks promise 1.
   *
   * @return one line each, with the hosts that answered; empty if there is none
   */
  public List<String> dualAnswers() {
    Map<String, TreeSet<String>> answerers =
        answers.stream()
            .collect(
                Collectors.groupingBy(
                    each -> each.kind() + " probe " + each.probe(),
                    TreeMap::new,
                    Collectors.mapping(Answer::by, Collectors.toCollection(TreeSet::new))));
    return answerers.entrySet().stream()
        .filter(entry -> entry.getValue().size() > 1)
        .map(entry -> entry.getKey() + " answered by " + entry.getValue())
        .toList();
  }

  /**
   * Returns the hosts that answered, by the order of the questions, with one entry for each change.
   * [a, b] is a clean move from a to b. [a, b, a] means that a answered a question that was asked
   * after one that b answered.
   *
   * @param kind the kind of question
   * @return the hosts; equal neighbours are one entry
   */
  public List<String> holders(Answer.Kind kind) {
    return turnsOf(kind).stream().map(turn -> turn.first().by()).toList();
  }

  /**
   * Returns the hosts that answered, like {@link #holders}, with times: for each host its first and
   * its last question, and when the answers to these arrived, in milliseconds from the start of the
   * probing.
   *
   * @param kind the kind of question
   * @return such as {@code a from 12 (24.5 ms) to 600 (1210.0 ms)}
   */
  public List<String> turns(Answer.Kind kind) {
    return turnsOf(kind).stream().map(this::told).toList();
  }

  /** Answers of one host to questions between which no other host answered one. */
  private record Turn(Answer first, Answer last) {}

  private List<Turn> turnsOf(Answer.Kind kind) {
    List<Turn> turns = new ArrayList<>();
    List<Answer> ordered =
        answers.stream()
            .filter(each -> each.kind() == kind)
            .sorted(Comparator.comparingLong(Answer::probe))
            .toList();
    for (Answer answer : ordered) {
      int newest = turns.size() - 1;
      if (newest >= 0 && turns.get(newest).first().by().equals(answer.by())) {
        turns.set(newest, new Turn(turns.get(newest).first(), answer));
      } else {
        turns.add(new Turn(answer, answer));
      }
    }
    return turns;
  }

  private String told(Turn turn) {
    return String.format(
        Locale.ROOT,
        "%s from %d (%.1f ms) to %d (%.1f ms)",
        turn.first().by(),
        turn.first().probe(),
        (turn.first().nanos() - startedNanos) / 1e6,
        turn.last().probe(),
        (turn.last().nanos() - startedNanos) / 1e6);
  }

  /**
   * Returns the host that answered last.
   *
   * @return empty when no host answered
   */
  public Optional<String> lastAnswerer() {
    return answers.isEmpty() ? Optional.empty() : Optional.of(answers.get(answers.size() - 1).by());
  }

  /**
   * Returns the longest time without an answer, from the start to the end of the report.
   *
   * @return not negative
   */
  public Duration longestGap() {
    long longest = 0;
    long last = startedNanos;
    for (Answer answer : answers) {
      longest = Math.max(longest, answer.nanos() - last);
      last = answer.nanos();
    }
    return Duration.ofNanos(Math.max(longest, endedNanos - last));
  }
}
