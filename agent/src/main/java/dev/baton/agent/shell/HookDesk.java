package dev.baton.agent.shell;

import dev.baton.agent.hook.HookOrder;
import dev.baton.agent.hook.HookRunner;
import dev.baton.log.Delivered;
import dev.baton.log.EventLog;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.HookFinished;
import dev.baton.model.state.Snapshot;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Takes orders for scripts, has them run, and reports each outcome until the log has it. */
final class HookDesk {

  private static final Logger LOG = LoggerFactory.getLogger(HookDesk.class);

  /** How many outcomes wait for the log. The fold has stopped waiting for older ones. */
  private static final int OWED_MAX = 32;

  private final AgentSettings settings;
  private final EventLog log;
  private final Mailbox mailbox;
  private final HookRunner runner;
  private final AgentWatch watch;
  private final Orders orders;
  private final Deque<HookFinished> owed = new ArrayDeque<>();
  private Optional<HookOrder> running = Optional.empty();
  private boolean following;
  private long retryNanos;
  private int underway;

  HookDesk(
      AgentSettings settings, EventLog log, Mailbox mailbox, HookRunner runner, AgentWatch watch) {
    this.settings = settings;
    this.log = log;
    this.mailbox = mailbox;
    this.runner = runner;
    this.watch = watch;
    this.orders = new Orders(settings.cluster(), settings.node());
  }

  void restore(List<Snapshot> snapshots, EventLog.Bounds bounds) {
    orders.restore(snapshots, bounds);
  }

  /** Records that commands are being read. */
  void follow() {
    following = true;
  }

  void take(Delivered<CommandRecord> delivered) {
    watch.received(orders.take(delivered));
  }

  /** Starts the pending script. Called when no command waits that could replace it. */
  void idle() {
    if (running.isEmpty()) {
      orders.poll().ifPresent(this::start);
    }
  }

  /** Appends again the outcomes that the log did not take, one heartbeat after they were lost. */
  void clock() {
    if (untilDeadline().isPresent() && System.nanoTime() - retryNanos >= 0) {
      for (int count = owed.size(); count > 0; count--) {
        tell(owed.removeFirst());
      }
    }
  }

  /**
   * Returns the time until {@link #clock} must be called; negative if that is overdue, empty if
   * nothing waits.
   */
  Optional<Duration> untilDeadline() {
    return owed.isEmpty()
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(retryNanos - System.nanoTime()));
  }

  Optional<HookOrder> running() {
    return running;
  }

  boolean following() {
    return following;
  }

  /** Tells whether every append was answered. */
  boolean isIdle() {
    return underway == 0;
  }

  private void start(HookOrder order) {
    running = Optional.of(order);
    who(LOG.atInfo())
        .addKeyValue("hook", order.key().hook())
        .addKeyValue("epoch", order.key().epoch())
        .log("Hook asked for");
    runner.run(order, finished -> mailbox.put(() -> ended(finished)));
  }

  private void ended(HookFinished finished) {
    running = Optional.empty();
    tell(finished);
    watch.finished(finished);
    who(finished.succeeded() ? LOG.atInfo() : LOG.atWarn())
        .addKeyValue("hook", finished.hook())
        .addKeyValue("epoch", finished.epoch())
        .addKeyValue("exitStatus", finished.exitStatus().map(String::valueOf).orElse("none"))
        .addKeyValue("tookMs", finished.took().toMillis())
        .log("Hook ended");
  }

  private void tell(HookFinished finished) {
    underway++;
    var unused =
        log.append(settings.cluster(), finished)
            .whenComplete(
                (position, error) -> mailbox.put(() -> answered(finished, error != null)));
  }

  private void answered(HookFinished finished, boolean lost) {
    underway--;
    if (!lost) {
      return;
    }
    watch.lost();
    retryNanos = System.nanoTime() + settings.heartbeat().toNanos();
    owed.addLast(finished);
    while (owed.size() > OWED_MAX) {
      owed.removeFirst();
    }
  }

  private LoggingEventBuilder who(LoggingEventBuilder event) {
    return event.addKeyValue("cluster", settings.cluster()).addKeyValue("node", settings.node());
  }
}
