package dev.baton.simulation;

import java.util.List;
import java.util.Optional;

/**
 * How a run went.
 *
 * @param seed which
 * @param profile of which sort of world
 * @param digest equal for equal runs, in whichever process
 * @param events how many events happened
 * @param records how many facts the log took
 * @param acquisitions how many epochs were held by somebody
 * @param simulatedNanos how long it took in the simulated world
 * @param convergedNanos how long after the end of the faults it took to one steady holder
 * @param failure what does not hold; empty if everything does
 */
public record Outcome(
    long seed,
    Profile profile,
    long digest,
    long events,
    long records,
    int acquisitions,
    long simulatedNanos,
    long convergedNanos,
    Optional<Failure> failure) {

  /**
   * Something that does not hold.
   *
   * @param invariant what
   * @param message how it was noticed
   * @param trace what happened before, oldest first
   */
  public record Failure(String invariant, String message, List<String> trace) {
    /** Freezes the list. */
    public Failure {
      trace = List.copyOf(trace);
    }

    /** Returns invariant and message in one line. */
    String toLine() {
      return invariant + ": " + message;
    }
  }
}
