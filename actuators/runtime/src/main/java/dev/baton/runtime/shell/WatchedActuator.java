package dev.baton.runtime.shell;

import dev.baton.spi.Actuator;
import dev.baton.spi.ActuatorException;
import dev.baton.spi.ApiCall;
import dev.baton.spi.Assignment;
import dev.baton.spi.Attempt;
import dev.baton.spi.Preflight;
import dev.baton.spi.Receipt;
import dev.baton.spi.Verification;
import java.time.Duration;
import java.util.List;

/** An actuator whose calls and failures are reported to an {@link ActuatorWatch}. */
record WatchedActuator(Actuator inner, ActuatorWatch watch) implements Actuator {
  @Override
  public String kind() {
    return inner.kind();
  }

  @Override
  public List<ApiCall> calls() {
    return inner.calls();
  }

  @Override
  public Preflight preflight(Attempt attempt) {
    return inner.preflight(new Watched(attempt, watch));
  }

  @Override
  public Receipt apply(Assignment assignment, Attempt attempt) {
    try {
      return inner.apply(assignment, new Watched(attempt, watch));
    } catch (ActuatorException refusal) {
      watch.refused(refusal);
      throw refusal;
    }
  }

  @Override
  public Verification verify(Assignment assignment, Attempt attempt) {
    return inner.verify(assignment, new Watched(attempt, watch));
  }

  @Override
  public void close() {
    inner.close();
  }

  /** An attempt whose calls are counted. */
  private record Watched(Attempt inner, ActuatorWatch watch) implements Attempt {
    @Override
    public void read(String action) {
      inner.read(action);
      watch.called(action);
    }

    @Override
    public void write(String action) {
      inner.write(action);
      watch.called(action);
    }

    @Override
    public void join(String action) {
      inner.join(action);
    }

    @Override
    public boolean isAwaited() {
      return inner.isAwaited();
    }

    @Override
    public boolean follow(String action, String what, Duration pause) {
      return inner.follow(action, what, pause);
    }

    @Override
    public Duration timeLeft() {
      return inner.timeLeft();
    }

    @Override
    public void did(String subject, String what) {
      inner.did(subject, what);
    }
  }
}
