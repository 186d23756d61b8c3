package dev.baton.spi;

import java.util.List;

/**
 * Moves one binding of one cluster. Everything it knows of the platform it reads there, so that
 * another instance, or the same one after a crash at any line, can go on where it stopped. Used by
 * one thread at a time, but for a pass that was left to itself in a call that hangs, because a
 * newer command had come: it makes no further call.
 */
public interface Actuator extends AutoCloseable {

  /** Returns the kind of binding that it moves, for example {@code aws-route}. */
  String kind();

  /**
   * Returns every call that it may make to its platform, also those of {@link #preflight}: what
   * permissions are generated from.
   */
  List<ApiCall> calls();

  /**
   * Looks whether a move to any of the nodes could succeed, and changes nothing. Does not throw for
   * what the platform answers: each answer is a finding.
   *
   * @param attempt by whose pace
   */
  Preflight preflight(Attempt attempt);

  /**
   * Makes the binding point to the assignment's node. Idempotent: what is in place already is not
   * written again. One pass: each call is made once; where one of several parts fails, the others
   * are tried all the same, and the first failure is thrown in the end.
   *
   * @param attempt asked right before each call, told after each step
   * @return what was done
   * @throws ActuatorException when it is not done, or not known to be
   */
  Receipt apply(Assignment assignment, Attempt attempt);

  /**
   * Reads where the binding points, and never writes. What cannot be read, throttled or refused, is
   * {@link Verification.Where#UNKNOWN}, never elsewhere.
   */
  Verification verify(Assignment assignment, Attempt attempt);

  /** Lets go of clients and threads. */
  @Override
  void close();
}
