package dev.baton.lease.shell;

import dev.baton.lease.core.KeeperStatus;
import dev.baton.lease.core.Question;
import dev.baton.lease.core.Reply;
import dev.baton.linux.HostLock;
import dev.baton.log.Tail;
import dev.baton.log.warmup.Warmup;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.fact.IncidentKind;
import dev.baton.model.state.Snapshot;
import dev.baton.scheduling.RealTimeScheduling;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one cluster's session on this node and carries out the arbiter's commands: the actuator of
 * every node that holds a lease. It has one loop thread. Any thread may call {@link #start}, {@link
 * #close} and {@link #report}.
 *
 * <p>If the gate refuses a change or the note on the host cannot be written, the loop stops, and
 * {@link KeeperReport#failure} says why. The kernel then shuts the gate when the lease ends, and
 * another node takes over.
 */
public final class KeeperService implements AutoCloseable {
  /**
   * How many facts may wait for the log. When there are more, the session of the oldest is over
   * long ago, and the first keepalive of the next session reports what matters.
   */
  public static final int MOST_FACTS = 256;

  private static final Logger LOG = LoggerFactory.getLogger(KeeperService.class);
  private static final int MOST_WAITING = 10_000;
  private static final Duration FLUSH = Duration.ofSeconds(3);
  private static final Duration LEAVE = Duration.ofSeconds(10);

  private final KeeperParts parts;
  private final HostLock lock;
  private final BlockingQueue<KeeperInput> inputs = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Tally tally = new Tally();
  private volatile Optional<String> failure = Optional.empty();
  private final KeeperLoop loop;
  private final Thread thread;

  /**
   * Takes the host's lock for the cluster and prepares the service. Nothing is appended yet.
   *
   * @throws IOException when the run directory cannot be created
   * @throws IllegalStateException when another keeper of this cluster runs on this host
   */
  public KeeperService(KeeperParts parts) throws IOException {
    this.parts = parts;
    KeeperSettings settings = parts.settings();
    this.lock =
        HostLock.tryAcquire(settings.runDirectory(), settings.cluster().value())
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "another keeper of cluster "
                            + settings.cluster()
                            + " runs on this host: "
                            + settings.runDirectory()
                            + " is locked"));
    this.loop = new KeeperLoop(parts, inputs, tally);
    this.thread = new Thread(this::run, "keeper-" + settings.cluster());
    this.thread.setDaemon(true);
    RealTimeScheduling.first(thread); // The readers that this thread starts are real-time too.
  }

  /** Shuts what an earlier process left open, then starts to work; returns at once. */
  public void start() {
    parts.vipAddresses().listen(new Told());
    thread.start();
  }

  /** Reports that the gate's tables were missing and were installed again; any thread. */
  public void gateRebuilt(String why) {
    inputs.offer(new KeeperInput.Disturbed(IncidentKind.GATE_REBUILT, "gate", why));
  }

  /**
   * The holder of an epoch said over the channel that it has let go of it for good; any thread. If
   * the loop is far behind, the word is dropped: the log says the same.
   *
   * @param generation the latest generation of commands that the holder had read
   */
  public void word(Epoch epoch, long generation) {
    inputs.offer(new KeeperInput.Word(epoch, generation));
  }

  /**
   * The holder of an epoch asks over the channel for a promise; any thread. If the loop is far
   * behind, the question is dropped: the holder asks again.
   */
  public void asked(NodeId from, Question question) {
    inputs.offer(new KeeperInput.Asked(from, question));
  }

  /**
   * A member has answered a question of this node over the channel; any thread. If the loop is far
   * behind, the answer is dropped, as if the network had lost it.
   */
  public void promised(NodeId from, Reply reply) {
    inputs.offer(new KeeperInput.Promised(from, reply));
  }

  /**
   * This node's own agent hands to the log that the service is dead; any thread.
   *
   * @return whether the keeper, as far as is known here, lets go because of that
   */
  public boolean serviceDown() {
    boolean letsGo = loop.status().filter(KeeperStatus::awaited).isPresent();
    inputs.offer(new KeeperInput.ServiceDown());
    return letsGo;
  }

  /** Returns the service's status. */
  public KeeperReport report() {
    return new KeeperReport(
        loop.status(),
        tally.counts(),
        parts.gate().describe(),
        parts.vipAddresses().describe(),
        loop.refusals(),
        failure);
  }

  /** Releases the VIPs, reports that, closes its session and ends, in that order. Idempotent. */
  @Override
  public void close() {
    loop.stop();
    try {
      thread.join(LEAVE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      LOG.atWarn()
          .addKeyValue("cluster", parts.settings().cluster())
          .log("the keeper did not leave in time; the kernel shuts its gate");
      thread.interrupt();
    }
    lock.close();
  }

  /** Passes what the VIP addresses report to the loop. */
  private final class Told implements VipAddresses.Listener {
    @Override
    public void disturbed(IncidentKind kind, String subject, String detail) {
      inputs.offer(new KeeperInput.Disturbed(kind, subject, detail));
    }

    @Override
    public void able(Optional<String> why) {
      inputs.offer(new KeeperInput.Able(why));
    }

    @Override
    public void rebound(String why) {
      inputs.offer(new KeeperInput.Rebound(why));
    }
  }

  private void run() {
    boolean over = false;
    try {
      loop.flush();
      Optional<Tail.Following<Optional<Snapshot>>> commands = loop.begin();
      if (commands.isPresent()) {
        Warmup warmup = Warmup.start(thread.getName(), new KeeperWarmup(parts.settings()));
        try {
          loop.run(commands.orElseThrow());
        } finally {
          warmup.close();
        }
      }
      if (!loop.facts().flush(FLUSH)) {
        LOG.atWarn()
            .addKeyValue("cluster", parts.settings().cluster())
            .log("left without the log knowing: its session has to be waited out");
      }
      over = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure = Optional.of(e.toString());
      LOG.atError()
          .addKeyValue("cluster", parts.settings().cluster())
          .log("the keeper stops; the kernel shuts its gate", e);
      over = takeAddressesAway();
    } finally {
      parts.vipAddresses().close();
      if (over) {
        dismantle();
      }
      parts.gate().close();
    }
  }

  /** The addresses are removed, so the guard is not needed any more. */
  private void dismantle() {
    try {
      parts.gate().dismantle();
    } catch (RuntimeException e) {
      LOG.atWarn()
          .addKeyValue("cluster", parts.settings().cluster())
          .log("the guard stays in the kernel; see: baton cleanup", e);
    }
  }

  /** The gate could not be changed, but the addresses are removed all the same. */
  private boolean takeAddressesAway() {
    try {
      parts.vipAddresses().remove();
      return true;
    } catch (RuntimeException e) {
      LOG.atError()
          .addKeyValue("cluster", parts.settings().cluster())
          .log("the addresses cannot be taken away either", e);
      return false;
    }
  }
}
