package dev.baton.agent.shell;

import dev.baton.agent.hook.HookSettings;
import dev.baton.log.Delivered;
import dev.baton.log.EventLog;
import dev.baton.log.Retry;
import dev.baton.log.Tail;
import dev.baton.log.Topic;
import dev.baton.model.ClusterId;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.state.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the offset from which commands must be read, retrying until the log answers, and reads
 * them.
 */
final class CommandFollower implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CommandFollower.class);

  private final ClusterId cluster;
  private final Mailbox mailbox;
  private final HookDesk desk;
  private final boolean scriptless;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Tail tail;
  private final Thread thread = new Thread(this::run, "baton-agent-commands");
  private Optional<Tail.Following<EventLog.StartAt>> following = Optional.empty();

  CommandFollower(AgentSettings settings, EventLog log, Mailbox mailbox, HookDesk desk) {
    this.cluster = settings.cluster();
    this.scriptless = settings.hooks().equals(HookSettings.NONE);
    this.mailbox = mailbox;
    this.desk = desk;
    this.tail =
        new Tail(
            log, log.partitionOf(cluster), Retry.until("the agent of cluster " + cluster, closed));
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  @Override
  public void close() {
    closed.countDown();
    Optional<Tail.Following<EventLog.StartAt>> open;
    synchronized (this) {
      open = following;
      following = Optional.empty();
    }
    open.ifPresent(Tail.Following::close);
  }

  private void run() {
    try {
      tail.follow(this::begin).ifPresent(this::begun);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The desk gets the snapshots first: it must restore before it takes the first command. */
  private EventLog.StartAt begin(Tail.Start start) {
    List<Snapshot> snapshots = start.snapshots();
    EventLog.Bounds bounds = start.bounds(Topic.COMMANDS);
    EventLog.StartAt from = Orders.startAt(cluster, snapshots, bounds);
    mailbox.put(() -> desk.restore(snapshots, bounds));
    // Speed does not matter here: without scripts, an agent only answers that it has none.
    var unused = start.commands(scriptless ? from.withoutHurry() : from, this::deliver);
    return from;
  }

  private synchronized void begun(Tail.Following<EventLog.StartAt> reading) {
    if (closed.getCount() == 0) {
      reading.close();
      return;
    }
    following = Optional.of(reading);
    mailbox.put(desk::follow);
    LOG.atInfo()
        .addKeyValue("cluster", cluster)
        .addKeyValue("offset", reading.state().offset().map(String::valueOf).orElse("end"))
        .log("Following commands");
  }

  private void deliver(Delivered<CommandRecord> delivered) {
    mailbox.putWhenRoom(() -> desk.take(delivered));
  }
}
