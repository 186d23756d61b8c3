package dev.baton.runtime.shell;

import dev.baton.model.Epoch;
import dev.baton.model.OutcomeResult;
import dev.baton.runtime.core.BindingMover;
import dev.baton.runtime.core.MoverEffect;
import dev.baton.runtime.core.MoverSettings;
import dev.baton.runtime.core.Report;
import dev.baton.spi.Actuator;
import dev.baton.spi.Assignment;
import dev.baton.spi.Receipt;
import dev.baton.spi.Refusal;
import dev.baton.spi.Verification;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves one binding, for as long as it is not closed: a thread that decides, and one that makes the
 * calls, so that a command which is read while a call is under way fences what would come after.
 */
public final class MoverService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MoverService.class);

  /** No call is waited for longer: what hangs is tried again while there is still time. */
  private static final Duration LONGEST_CALL = Duration.ofSeconds(10);

  private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Actuator actuator;
  private final BindingMover mover;
  private final Rate rate;
  private final Surroundings surroundings;
  private final BlockingQueue<Input> inputs = new LinkedBlockingQueue<>();
  private final AtomicReference<Epoch> highest = new AtomicReference<>(Epoch.NONE);
  private final ExecutorService calls = Executors.newSingleThreadExecutor();
  private final Thread thread = new Thread(this::run, "mover");
  private volatile boolean closed;

  /**
   * What it needs of the world.
   *
   * @param clock monotonic, in ns
   * @param chance evenly from 0 (inclusive) to 1
   * @param reports takes what is to be said in the log; called on the mover's thread, in order
   */
  public record Surroundings(LongSupplier clock, DoubleSupplier chance, Consumer<Report> reports) {}

  /** Something that happened, told to the core at a time. */
  private interface Input {
    List<MoverEffect> tell(long now);
  }

  /** Creates one that is not started. */
  public MoverService(
      Actuator actuator, MoverSettings settings, Rate rate, Surroundings surroundings) {
    this.actuator = actuator;
    this.mover = new BindingMover(settings);
    this.rate = rate;
    this.surroundings = surroundings;
  }

  /** Starts its threads. */
  public void start() {
    thread.start();
  }

  /** A command was read, or found in the committed state. Fences lower epochs at once. */
  public void assign(Assignment assignment) {
    Epoch unused = highest.accumulateAndGet(assignment.epoch(), Epoch::max);
    inputs.add(now -> mover.onAssignment(assignment, now));
  }

  /**
   * An assignment was found in the committed state, with what was told of it there. Fences lower
   * epochs at once.
   */
  public void resume(Assignment assignment, OutcomeResult told) {
    Epoch unused = highest.accumulateAndGet(assignment.epoch(), Epoch::max);
    inputs.add(now -> mover.onResumed(assignment, told, now));
  }

  /** Tells its threads to end, and does not wait; {@link #close} does. */
  public void stop() {
    closed = true;
    calls.shutdownNow();
    inputs.add(now -> List.of());
  }

  /** Ends its threads; a call under way is interrupted, and what it did is found by a successor. */
  @Override
  public void close() {
    stop();
    try {
      thread.join();
      boolean unused = calls.awaitTermination(LONGEST_CALL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    actuator.close();
  }

  private void run() {
    try {
      while (!closed) {
        long now = surroundings.clock().getAsLong();
        long wait = Math.max(0, Math.min(mover.deadline() - now, LONGEST_WAIT_NANOS));
        Input input = inputs.poll(wait, TimeUnit.NANOSECONDS);
        long then = surroundings.clock().getAsLong();
        List<MoverEffect> effects = input == null ? mover.onClock(then) : input.tell(then);
        Hands hands = new Hands();
        effects.forEach(effect -> effect.match(hands));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void apply(MoverEffect.Apply effect) {
    Pass pass = pass(effect.assignment(), effect.deadline(), true);
    try {
      Receipt receipt = actuator.apply(effect.assignment(), pass);
      inputs.add(now -> mover.onApplied(receipt, now));
    } catch (Refusal refusal) {
      refused(refusal);
    } catch (RuntimeException e) {
      refused(unforeseen(e));
    }
  }

  private void refused(Refusal refusal) {
    if (refusal.kind() == Refusal.Kind.THROTTLED) {
      rate.throttled();
    }
    LOG.atWarn()
        .addKeyValue("kind", refusal.kind())
        .addKeyValue("action", refusal.action())
        .addKeyValue("code", refusal.code())
        .log("a move is refused: {}", refusal.getMessage());
    double chance = surroundings.chance().getAsDouble();
    inputs.add(now -> mover.onRefused(refusal, chance, now));
  }

  private void verify(MoverEffect.Verify effect) {
    Pass pass = pass(effect.assignment(), effect.deadline(), effect.awaited());
    double chance = surroundings.chance().getAsDouble();
    try {
      Verification seen = actuator.verify(effect.assignment(), pass);
      inputs.add(now -> mover.onVerified(seen, chance, now));
    } catch (RuntimeException e) {
      Refusal why = e instanceof Refusal refusal ? refusal : unforeseen(e);
      Verification unknown =
          new Verification(Verification.Where.UNKNOWN, List.of(String.valueOf(why.getMessage())));
      inputs.add(now -> mover.onVerified(unknown, chance, now));
    }
  }

  private static Refusal unforeseen(RuntimeException e) {
    LOG.atError().setCause(e).log("a mover fails");
    return new Refusal(Refusal.Kind.TRANSIENT, "", e.getClass().getSimpleName(), e.toString());
  }

  private Pass pass(Assignment assignment, long deadline, boolean move) {
    Pass.Limits limits = new Pass.Limits(surroundings.clock(), deadline, LONGEST_CALL);
    return new Pass(assignment, highest::get, rate, move, limits);
  }

  /** Carries effects out. */
  private final class Hands implements MoverEffect.Cases<Boolean> {
    @Override
    public Boolean apply(MoverEffect.Apply effect) {
      return submit(() -> MoverService.this.apply(effect));
    }

    @Override
    public Boolean verify(MoverEffect.Verify effect) {
      return submit(() -> MoverService.this.verify(effect));
    }

    @Override
    public Boolean say(MoverEffect.Say effect) {
      Report report = effect.report();
      LOG.atInfo()
          .addKeyValue("cluster", report.assignment().cluster())
          .addKeyValue("epoch", report.assignment().epoch())
          .addKeyValue("node", report.assignment().node())
          .addKeyValue("result", report.result())
          .addKeyValue("took-ms", report.took().toMillis())
          .log("{}", report.detail());
      surroundings.reports().accept(report);
      return true;
    }

    private boolean submit(Runnable pass) {
      try {
        calls.execute(pass);
        return true;
      } catch (RejectedExecutionException e) {
        // It is being closed; a successor finds what there is to do.
        return false;
      }
    }
  }
}
