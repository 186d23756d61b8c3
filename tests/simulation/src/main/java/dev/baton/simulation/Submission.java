package dev.baton.simulation;

/**
 * A record on its way into a topic.
 *
 * @param <P> the topic's record
 */
final class Submission<P> {
  final Placing<P> placing;
  final Answer answer;
  final long arrival;
  final boolean leftTheProcess;
  boolean answered;
  boolean inTail;
  long keptUntil = Long.MAX_VALUE;

  /**
   * A record that was just handed to the client.
   *
   * @param arrival when it reaches the leader, if nothing is in the way
   * @param leftTheProcess whether it gets there even if the process is stopped now
   */
  Submission(Placing<P> placing, Answer answer, long arrival, boolean leftTheProcess) {
    this.placing = placing;
    this.answer = answer;
    this.arrival = arrival;
    this.leftTheProcess = leftTheProcess;
  }
}
