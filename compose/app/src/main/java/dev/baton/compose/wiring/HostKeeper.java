package dev.baton.compose.wiring;

import dev.baton.compose.config.Config;
import dev.baton.linux.Errno;
import dev.baton.linux.LocalSender;
import dev.baton.linux.SystemCallException;
import dev.baton.log.EventLog;
import dev.baton.log.ForwardingLog;
import dev.baton.model.ClusterId;
import dev.baton.model.Position;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.Health;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keeper of the same host, a process of its own, as an agent tells it: each report that the
 * agent appends goes to the keeper's {@link VerdictPort}, too. Most say nothing new, but so the way
 * is in use, and the agent knows whether it is heard.
 */
final class HostKeeper implements LogOpener {
  private static final Logger LOG = LoggerFactory.getLogger(HostKeeper.class);

  private final LogOpener logs;
  private final ClusterId cluster;
  private final Path path;

  /** Prepares to open the log of an agent. */
  HostKeeper(LogOpener logs, Config config) {
    this.logs = logs;
    this.cluster = new ClusterId(config.get(NodeKeys.CLUSTER));
    this.path = VerdictPort.path(config.get(NodeKeys.RUN_DIRECTORY), cluster);
  }

  @Override
  public EventLog open(Config config, String who, Duration patience) {
    EventLog log = logs.open(config, who, patience);
    try {
      return new Telling(log, cluster, new LocalSender(path));
    } catch (SystemCallException | IllegalArgumentException e) {
      LOG.atWarn()
          .addKeyValue("cluster", cluster)
          .log(
              "run.directory: the keeper of this host cannot hear the agent; the log alone carries"
                  + " its verdict: {}",
              Config.messageOf(e));
      return log;
    }
  }

  @Override
  public EventLog create(Config config, String who, Duration patience) {
    return logs.create(config, who, patience);
  }

  /** Whether the keeper hears the agent. */
  private enum Hearing {
    UNKNOWN,
    HEARD,
    ABSENT,
    REFUSED
  }

  /** The agent's log. */
  private static final class Telling extends ForwardingLog {
    private final EventLog log;
    private final ClusterId cluster;
    private final LocalSender sender;
    private Hearing hearing = Hearing.UNKNOWN;
    private boolean closed;

    Telling(EventLog log, ClusterId cluster, LocalSender sender) {
      super(log);
      this.log = log;
      this.cluster = cluster;
      this.sender = sender;
    }

    @Override
    public CompletionStage<Position> append(ClusterId of, Fact fact) {
      if (fact instanceof Health report) {
        tell(report);
      }
      return log.append(of, fact);
    }

    private synchronized void tell(Health report) {
      if (closed) {
        return;
      }
      try {
        sender.send(new VerdictMessage(report, System.nanoTime()).bytes());
        if (hearing != Hearing.HEARD) {
          LOG.atInfo().addKeyValue("cluster", cluster).log("The keeper of this host is told");
        }
        hearing = Hearing.HEARD;
      } catch (SystemCallException e) {
        lost(e);
      }
    }

    private void lost(SystemCallException why) {
      boolean absent = why.errno() == Errno.ENOENT || why.errno() == Errno.ECONNREFUSED;
      Hearing now = absent ? Hearing.ABSENT : Hearing.REFUSED;
      if (hearing != now && absent) {
        LOG.atInfo()
            .addKeyValue("cluster", cluster)
            .log(
                "No keeper listens on this host; the log alone carries the verdict: {}",
                Config.messageOf(why));
      } else if (hearing != now) {
        LOG.atWarn()
            .addKeyValue("cluster", cluster)
            .log(
                "The keeper of this host is not told; the log carries the verdict: {}",
                Config.messageOf(why));
      }
      hearing = now;
    }

    @Override
    public void close() {
      synchronized (this) {
        closed = true;
        sender.close();
      }
      log.close();
    }
  }
}
