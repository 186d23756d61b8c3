package dev.baton.lease.shell;

import dev.baton.linux.HostLock;
import dev.baton.log.Tail;
import dev.baton.log.warmup.Warmup;
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
 * Keeps one cluster's session on this node and carries out what it is told: the node-side actuator
 * for everything that holds a lease. One loop thread; {@link #start}, {@link #close} and {@link
 * #report} may be called from any thread.
 *
 * <p>If the loop meets an error that it cannot answer for (the gate refuses, the note on the host
 * cannot be written) it stops, and {@link KeeperReport#failure} says why: the kernel shuts the gate
 * when the lease runs out, and another node takes over.
 */
public final class KeeperService implements AutoCloseable {
  /**
   * How many facts may wait for the log. By then the session of the oldest is long over, and the
   * first keepalive of the next one says what matters.
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
   * Takes the host's lock for the cluster and prepares a service that has not spoken yet.
   *
   * @throws IOException when the run directory cannot be made
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
    RealTimeScheduling.first(thread); // And so do the readers that it makes.
  }

  /** Shuts what an earlier life left open, then begins; returns at once. */
  public void start() {
    parts.vipAddresses().listen(new Told());
    thread.start();
  }

  /** To be told when the gate's guard had vanished and was installed again; any thread. */
  public void gateRebuilt(String why) {
    inputs.offer(new KeeperInput.Disturbed(IncidentKind.GATE_REBUILT, "gate", why));
  }

  /** Returns how the service fares. */
  public KeeperReport report() {
    return new KeeperReport(
        loop.status(),
        tally.counts(),
        parts.gate().describe(),
        parts.vipAddresses().describe(),
        loop.refusals(),
        failure);
  }

  /** Lets go, says so, closes its session and leaves, in that order. Idempotent. */
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

  /** Hands what the VIP addresses' listener is told to the loop. */
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

  /** The addresses are gone by now, so nothing is left that would need the guard. */
  private void dismantle() {
    try {
      parts.gate().dismantle();
    } catch (RuntimeException e) {
      LOG.atWarn()
          .addKeyValue("cluster", parts.settings().cluster())
          .log("the guard stays in the kernel; see: baton cleanup", e);
    }
  }

  /** The gate could not be worked, but the addresses need not stay for that. */
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
