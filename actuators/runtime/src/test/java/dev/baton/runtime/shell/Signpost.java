package dev.baton.runtime.shell;

import dev.baton.spi.Actuator;
import dev.baton.spi.ActuatorException;
import dev.baton.spi.ApiCall;
import dev.baton.spi.Assignment;
import dev.baton.spi.Attempt;
import dev.baton.spi.Preflight;
import dev.baton.spi.Receipt;
import dev.baton.spi.Verification;
import dev.baton.spi.Verification.Where;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An actuator of a sign in memory that points to one node. Thread-safe. */
final class Signpost implements Actuator {
  static final String TURN = "sign:Turn";
  static final String LOOK = "sign:Look";

  private final Deque<RuntimeException> failures = new ArrayDeque<>();
  private String pointsTo = "nobody";
  private int turns;
  private boolean closed;

  /** Where a pass waits before it writes; open from the start unless {@link #hold} was called. */
  private CountDownLatch gate = new CountDownLatch(0);

  private CountDownLatch hung = new CountDownLatch(0);
  private CountDownLatch reached = new CountDownLatch(0);

  /** What the next pass hangs in, and only that one. */
  private Hang hang = Hang.NOWHERE;

  /** Where a pass can hang. */
  enum Hang {
    NOWHERE,
    BEFORE_WRITING,
    IN_THE_WRITE,
    FOLLOWING
  }

  /** The next pass hangs there until {@link #letGo}, or for as long as it may follow. */
  synchronized void hangOnce(Hang where) {
    hang = where;
    reached = new CountDownLatch(1);
  }

  synchronized void failOnce(RuntimeException failure) {
    failures.add(failure);
  }

  /** The next pass waits before it writes until {@link #letGo}. */
  synchronized void hold() {
    gate = new CountDownLatch(1);
    reached = new CountDownLatch(1);
  }

  synchronized void letGo() {
    gate.countDown();
    hung.countDown();
  }

  CountDownLatch reached() {
    synchronized (this) {
      return reached;
    }
  }

  synchronized void turn(String node) {
    pointsTo = node;
  }

  synchronized String pointsTo() {
    return pointsTo;
  }

  synchronized int turns() {
    return turns;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public String kind() {
    return "sign";
  }

  @Override
  public List<ApiCall> calls() {
    return List.of(
        new ApiCall(TURN, "*", true, "turns it"), new ApiCall(LOOK, "*", false, "looks at it"));
  }

  @Override
  public Preflight preflight(Attempt attempt) {
    return new Preflight("nobody", List.of());
  }

  @Override
  public Receipt apply(Assignment assignment, Attempt attempt) {
    CountDownLatch here;
    Hang place;
    synchronized (this) {
      place = hang;
      hang = Hang.NOWHERE;
      if (place == Hang.BEFORE_WRITING || place == Hang.IN_THE_WRITE) {
        gate = new CountDownLatch(1);
      }
      here = gate;
      if (place != Hang.NOWHERE) {
        gate = new CountDownLatch(0);
        hung = here;
      }
    }
    if (place != Hang.IN_THE_WRITE) {
      await(here);
    }
    attempt.write(TURN);
    if (place == Hang.IN_THE_WRITE) {
      await(here);
    }
    while (place == Hang.FOLLOWING) {
      reached().countDown();
      boolean unused = attempt.follow(LOOK, "the sign is still turning", Duration.ofMinutes(1));
    }
    synchronized (this) {
      if (!failures.isEmpty()) {
        throw failures.removeFirst();
      }
      pointsTo = assignment.node().value();
      turns++;
      attempt.did("sign", "turned to " + pointsTo);
      return new Receipt(List.of(pointsTo), "");
    }
  }

  private void await(CountDownLatch here) {
    reached().countDown();
    try {
      boolean unused = here.await(2, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ActuatorException(ActuatorException.Kind.UNKNOWN_OUTCOME, TURN, "", "interrupted");
    }
  }

  @Override
  public Verification verify(Assignment assignment, Attempt attempt) {
    attempt.read(LOOK);
    synchronized (this) {
      Where where = pointsTo.equals(assignment.node().value()) ? Where.HERE : Where.ELSEWHERE;
      return new Verification(where, List.of("points to " + pointsTo));
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
