package dev.baton.spi;

import java.util.List;

/**
 * Makes one binding of one cluster point to a node. An actuator keeps no state of its own: it reads
 * everything from the platform. So another instance, or the same one after a crash at any line, can
 * go on where this one stopped.
 *
 * <p>Used by one thread at a time. One exception: when a newer command arrives while a pass hangs
 * in a call, the driver abandons that pass and starts the next one. The abandoned pass makes no
 * further call.
 */
public interface Actuator extends AutoCloseable {

  /** Returns the kind of its binding, for example {@code aws-route}. */
  String kind();

  /**
   * Returns every call that it may make to its platform, including those of {@link #preflight}.
   * Permissions are generated from this list.
   */
  List<ApiCall> calls();

  /**
   * Checks whether a move to each of the nodes could succeed, and changes nothing. Does not throw
   * for an answer of the platform: each answer becomes a finding.
   *
   * @param attempt asked before each call
   */
  Preflight preflight(Attempt attempt);

  /**
   * Makes the binding point to the assignment's node. Idempotent: a part that is already right is
   * not written again. This is one pass: each call is made once. If one of several parts fails, the
   * others are tried all the same, and then the first failure is thrown.
   *
   * @param attempt asked right before each call, and told after each step
   * @return what was done
   * @throws ActuatorException when the move is not done, or when its outcome is not known
   */
  Receipt apply(Assignment assignment, Attempt attempt);

  /**
   * Reads where the binding points, and never writes. A part that cannot be read, because the call
   * was throttled or refused, gives {@link Verification.Where#UNKNOWN}, never {@link
   * Verification.Where#ELSEWHERE}.
   */
  Verification verify(Assignment assignment, Attempt attempt);

  /** Closes its clients and threads. */
  @Override
  void close();
}
