package dev.baton.agent.shell;

import dev.baton.agent.hook.HookSettings;
import dev.baton.log.Delivered;
import dev.baton.log.EventLog;
import dev.baton.log.LogUnavailableException;
import dev.baton.log.Topic;
import dev.baton.model.ClusterId;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.state.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out where commands are to be read from, for as long as that takes, and reads them. */
final class CommandFollower implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CommandFollower.class);
  private static final Duration RETRY_LEAST = Duration.ofMillis(200);
  private static final Duration RETRY_MOST = Duration.ofSeconds(5);

  private final ClusterId cluster;
  private final EventLog log;
  private final Mailbox mailbox;
  private final HookDesk desk;
  private final boolean scriptless;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "baton-agent-commands");
  private Optional<EventLog.Reader> reader = Optional.empty();

  CommandFollower(AgentSettings settings, EventLog log, Mailbox mailbox, HookDesk desk) {
    this.cluster = settings.cluster();
    this.scriptless = settings.hooks().equals(HookSettings.NONE);
    this.log = log;
    this.mailbox = mailbox;
    this.desk = desk;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  @Override
  public void close() {
    closed.countDown();
    Optional<EventLog.Reader> open;
    synchronized (this) {
      open = reader;
      reader = Optional.empty();
    }
    open.ifPresent(EventLog.Reader::close);
  }

  private void run() {
    Duration pause = RETRY_LEAST;
    while (!isClosed()) {
      try {
        follow();
        return;
      } catch (LogUnavailableException e) {
        LOG.atWarn()
            .addKeyValue("cluster", cluster)
            .addKeyValue("retryMs", pause.toMillis())
            .addKeyValue("error", e.toString())
            .log("The log does not say where to follow commands from");
      }
      pause(pause);
      Duration longer = pause.multipliedBy(2);
      pause = longer.compareTo(RETRY_MOST) < 0 ? longer : RETRY_MOST;
    }
  }

  /** The bounds are read first: what is appended while the snapshots are read is no history. */
  private void follow() {
    int partition = log.partitionOf(cluster);
    EventLog.Bounds bounds = log.bounds(Topic.COMMANDS, partition);
    List<Snapshot> snapshots = log.latestSnapshots(partition);
    CompletableFuture<EventLog.StartAt> from = new CompletableFuture<>();
    mailbox.put(() -> from.complete(desk.restore(snapshots, bounds)));
    read(partition, from.join());
  }

  private synchronized void read(int partition, EventLog.StartAt from) {
    if (!isClosed()) {
      // All that an agent without scripts ever answers is that it has none.
      EventLog.StartAt place = scriptless ? from.withoutHurry() : from;
      reader = Optional.of(log.readCommands(partition, place, this::deliver));
      mailbox.put(desk::follow);
      LOG.atInfo()
          .addKeyValue("cluster", cluster)
          .addKeyValue("partition", partition)
          .addKeyValue("offset", from.offset().map(String::valueOf).orElse("end"))
          .log("Following commands");
    }
  }

  private void deliver(Delivered<CommandRecord> delivered) {
    mailbox.putWhenRoom(() -> desk.take(delivered));
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private void pause(Duration pause) {
    try {
      var unused = closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      closed.countDown();
      Thread.currentThread().interrupt();
    }
  }
}
