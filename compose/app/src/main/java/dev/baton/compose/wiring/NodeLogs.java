package dev.baton.compose.wiring;

import dev.baton.arbiter.server.shell.DerivingLog;
import dev.baton.compose.config.Config;
import dev.baton.log.EventLog;
import dev.baton.log.ForwardingLog;
import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.fact.Fact;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/**
 * The one log of the agent and the actuator of a process. What they append keeps its order, so that
 * the actuator need not wait for the agent's facts to come round before it lets go because of them
 * (rule F). They know nothing of each other: they meet in the log all the same.
 */
final class NodeLogs {
  /**
   * How long a verdict waits for the actuator to let go because of it, which takes it a fraction of
   * that; without an answer it goes alone.
   */
  private static final Duration FOR_COMPANY = Duration.ofMillis(5);

  private final SharedLog shared;
  private final UnaryOperator<EventLog> view;
  private final JointAppends appends = new JointAppends();
  private volatile Optional<DerivingLog> deriving = Optional.empty();

  /** Prepares to open the log that the configuration of a node names. */
  NodeLogs(Config config, LogOpener logs) {
    NodeId node = new NodeId(Hosts.nameOr(config, NodeKeys.ID));
    this.shared = new SharedLog(logs, "node-" + node);
    boolean derives = config.get(NodeKeys.DERIVE);
    this.view = log -> derives ? derive(log, node) : log;
  }

  private EventLog derive(EventLog log, NodeId node) {
    DerivingLog made = new DerivingLog(log, node);
    deriving = Optional.of(made);
    return made;
  }

  /** Returns how the actuator opens it. */
  LogOpener actuators() {
    return new Shared();
  }

  /** Returns how the actuator looks at it. */
  UnaryOperator<EventLog> view() {
    return view;
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
  private class Shared implements LogOpener {
    @Override
    public EventLog open(Config config, String who, Duration patience) {
      return handle(shared.open(config, who, patience));
    }

    EventLog handle(EventLog log) {
      return new Handle(log);
    }

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

  /** The agent's: what it appends is known here before it stands in the log. */
  private final class Told extends Handle {
    Told(EventLog log) {
      super(log);
    }

    @Override
    public CompletionStage<Position> append(ClusterId cluster, Fact fact) {
      CompletionStage<Position> appended = begin(cluster, fact);
      if (deriving.map(log -> log.foresee(cluster, fact)).orElse(false)) {
        appends.sendAfter(FOR_COMPANY);
      } else {
        appends.send();
      }
      return appended;
    }
  }
}
