package dev.baton.compose.wiring;

import dev.baton.compose.config.Config;
import dev.baton.lease.shell.KeeperService;
import dev.baton.log.EventLog;
import dev.baton.log.ForwardingLog;
import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.Health;
import dev.baton.model.fact.Verdict;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/**
 * The one log of the agent and the actuator of a process. What they append keeps its order. When
 * the agent hands in that the service is dead, the keeper is told at once: it may let go without
 * waiting for the verdict to come round (rule D), and both facts go into the log together. The same
 * for an actuator whose agent is another process, and is {@link #heard}.
 */
final class NodeLogs implements KeeperTies {
  /**
   * How long a verdict waits for the actuator to let go because of it, which takes it a fraction of
   * that; without an answer it goes alone.
   */
  private static final Duration FOR_COMPANY = Duration.ofMillis(5);

  private final LogOpener shared;
  private final JointAppends appends = new JointAppends();
  private volatile Optional<BooleanSupplier> keeper = Optional.empty();
  private volatile Optional<EventLog> actuator = Optional.empty();

  /** Prepares to open the log that the configuration of a node names. */
  NodeLogs(Config config, LogOpener logs) {
    this(new SharedLog(logs, "node-" + new NodeId(Hosts.nameOr(config, NodeKeys.ID))));
  }

  /** Prepares to open the log of an actuator alone. */
  NodeLogs(LogOpener logs) {
    this.shared = logs;
  }

  /** Returns how the actuator opens it. */
  LogOpener actuators() {
    return new Shared() {
      @Override
      EventLog handle(EventLog log) {
        actuator = Optional.of(log);
        return new Handle(log);
      }
    };
  }

  @Override
  public void opened(KeeperService made) {
    tell(made::serviceDown);
  }

  /**
   * Sets what is told that the service is dead.
   *
   * @param told whether something follows from that, to go into the log together
   */
  void tell(BooleanSupplier told) {
    keeper = Optional.of(told);
  }

  /**
   * The agent of another process of this host says that the service is dead, and appends that by
   * itself. It goes into the log once more if something follows from it.
   */
  void heard(ClusterId cluster, Fact dead) {
    actuator.ifPresent(
        log -> {
          var unused = appends.begin(log, cluster, dead);
          if (isAwaited()) {
            appends.sendAfter(FOR_COMPANY);
          } else {
            appends.drop();
          }
        });
  }

  /** Tells the keeper, and returns whether something follows. */
  private boolean isAwaited() {
    return keeper.map(BooleanSupplier::getAsBoolean).orElse(false);
  }

  /** Returns how the agent opens it. */
  LogOpener agents() {
    return new Shared() {
      @Override
      EventLog handle(EventLog log) {
        return new Told(log);
      }
    };
  }

  /** Opens it for one user. */
  private abstract class Shared implements LogOpener {
    @Override
    public EventLog open(Config config, String who, Duration patience) {
      return handle(shared.open(config, who, patience));
    }

    abstract EventLog handle(EventLog log);

    @Override
    public EventLog create(Config config, String who, Duration patience) {
      return shared.create(config, who, patience);
    }
  }

  /** One user's. */
  private class Handle extends ForwardingLog {
    private final EventLog log;

    Handle(EventLog log) {
      super(log);
      this.log = log;
    }

    @Override
    public CompletionStage<Position> append(ClusterId cluster, Fact fact) {
      return appends.append(log, cluster, fact);
    }

    /** Appends a fact that waits for company first. */
    final CompletionStage<Position> begin(ClusterId cluster, Fact fact) {
      return appends.begin(log, cluster, fact);
    }

    @Override
    public final void close() {
      appends.send();
      log.close();
    }
  }

  /** The agent's: the keeper learns of a dead service when the log is told. */
  private final class Told extends Handle {
    Told(EventLog log) {
      super(log);
    }

    @Override
    public CompletionStage<Position> append(ClusterId cluster, Fact fact) {
      CompletionStage<Position> appended = begin(cluster, fact);
      if (saysDead(fact) && isAwaited()) {
        appends.sendAfter(FOR_COMPANY);
      } else {
        appends.send();
      }
      return appended;
    }
  }

  private static boolean saysDead(Fact fact) {
    return fact instanceof Health health && health.verdict() == Verdict.UNHEALTHY;
  }
}
