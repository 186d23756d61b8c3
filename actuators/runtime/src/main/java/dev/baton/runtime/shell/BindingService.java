package dev.baton.runtime.shell;

import dev.baton.model.fact.OutcomeResult;
import dev.baton.runtime.core.BindingDriver;
import dev.baton.runtime.core.DriverEffect;
import dev.baton.runtime.core.DriverSettings;
import dev.baton.runtime.core.Report;
import dev.baton.spi.Actuator;
import dev.baton.spi.ActuatorException;
import dev.baton.spi.Assignment;
import dev.baton.spi.Receipt;
import dev.baton.spi.Verification;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves one binding until it is closed. One thread decides, and another one makes the calls of a
 * pass. So a command that is read during a call fences every later call. A newer command does not
 * wait for a pass that waits for the platform or hangs in a call: the pass is abandoned, and the
 * next one starts.
 */
public final class BindingService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BindingService.class);

  /** The longest time for one call. A call that hangs is then tried again while there is time. */
  private static final Duration LONGEST_CALL = Duration.ofSeconds(10);

  private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

  /**
   * How long the service waits after a write was sent, so that a newer write takes effect after it.
   */
  private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private static final long OVERTAKEN_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Actuator actuator;
  private final BindingDriver driver;
  private final Rate rate;
  private final Context context;
  private final BlockingQueue<Input> inputs = new LinkedBlockingQueue<>();
  private final Fence fence = new Fence();
  private final ExecutorService calls = Executors.newCachedThreadPool();
  private final Thread thread = new Thread(this::run, "actuator");
  private Optional<Pass> current = Optional.empty();
  private volatile boolean closed;

  /**
   * The clock, the random numbers and the receiver of reports.
   *
   * @param clock monotonic, in ns
   * @param chance random, from 0 (inclusive) to 1
   * @param reports takes the reports for the log; called on the actuator's thread, in order
   */
  public record Context(LongSupplier clock, DoubleSupplier chance, Consumer<Report> reports) {}

  /** An event for the core, with its time. */
  private interface Input {
    List<DriverEffect> tell(long now);
  }

  /** Creates a service that is not started. */
  public BindingService(Actuator actuator, DriverSettings settings, Rate rate, Context context) {
    this.actuator = actuator;
    this.driver = new BindingDriver(settings);
    this.rate = rate;
    this.context = context;
  }

  /** Starts its threads. */
  public void start() {
    thread.start();
  }

  /**
   * Takes a command that was read, or found in the committed state. Fences lower epochs at once.
   */
  public void assign(Assignment assignment) {
    fence.raise(assignment.epoch());
    inputs.add(now -> driver.onAssignment(assignment, now));
  }

  /**
   * Takes an assignment from the committed state, with its last reported outcome. Fences lower
   * epochs at once.
   */
  public void resume(Assignment assignment, OutcomeResult told) {
    fence.raise(assignment.epoch());
    inputs.add(now -> driver.onResumed(assignment, told, now));
  }

  /** Tells its threads to end without waiting; {@link #close} waits. */
  public void stop() {
    closed = true;
    calls.shutdownNow();
    inputs.add(now -> List.of());
  }

  /** Ends its threads. A running call is interrupted; the next actuator reads what it did. */
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
        long now = context.clock().getAsLong();
        long longest = driver.isOvertaken() ? OVERTAKEN_WAIT_NANOS : LONGEST_WAIT_NANOS;
        long wait = Math.max(0, Math.min(driver.deadline() - now, longest));
        Input input = inputs.poll(wait, TimeUnit.NANOSECONDS);
        long then = context.clock().getAsLong();
        carryOut(input == null ? driver.onClock(then) : input.tell(then));
        if (driver.isOvertaken()) {
          leave(then);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void carryOut(List<DriverEffect> effects) {
    Hands hands = new Hands();
    effects.forEach(effect -> effect.match(hands));
  }

  private void leave(long now) {
    boolean mayBeLeft = current.filter(pass -> pass.mayBeLeftAt(GRACE_NANOS) > now).isEmpty();
    if (mayBeLeft) {
      current.ifPresent(Pass::leave);
      current = Optional.empty();
      carryOut(driver.onLeft(now));
    }
  }

  /** Passes on the result of a pass, unless the pass was abandoned meanwhile. */
  private void ended(Pass pass, Input what) {
    inputs.add(
        now -> {
          if (current.filter(pass::equals).isEmpty()) {
            return List.of();
          }
          current = Optional.empty();
          return what.tell(now);
        });
  }

  private void waits(Pass pass, String what) {
    inputs.add(
        now -> {
          current.filter(pass::equals).ifPresent(still -> driver.onWaiting(what));
          return List.of();
        });
  }

  private void apply(DriverEffect.Apply effect, Pass pass) {
    try {
      Receipt receipt = actuator.apply(effect.assignment(), pass);
      ended(pass, now -> driver.onApplied(receipt, now));
    } catch (ActuatorException refusal) {
      refused(pass, refusal);
    } catch (RuntimeException e) {
      refused(pass, unforeseen(e));
    }
  }

  private void refused(Pass pass, ActuatorException refusal) {
    if (refusal.kind() == ActuatorException.Kind.THROTTLED) {
      rate.throttled(refusal.action());
    }
    LOG.atWarn()
        .addKeyValue("kind", refusal.kind())
        .addKeyValue("action", refusal.action())
        .addKeyValue("code", refusal.code())
        .log("a move is refused: {}", refusal.getMessage());
    double chance = context.chance().getAsDouble();
    ended(pass, now -> driver.onRefused(refusal, chance, now));
  }

  private void verify(DriverEffect.Verify effect, Pass pass) {
    double chance = context.chance().getAsDouble();
    try {
      Verification seen = actuator.verify(effect.assignment(), pass);
      ended(pass, now -> driver.onVerified(seen, chance, now));
    } catch (RuntimeException e) {
      ActuatorException why = e instanceof ActuatorException refusal ? refusal : unforeseen(e);
      Verification unknown =
          new Verification(Verification.Where.UNKNOWN, List.of(String.valueOf(why.getMessage())));
      ended(pass, now -> driver.onVerified(unknown, chance, now));
    }
  }

  private static ActuatorException unforeseen(RuntimeException e) {
    LOG.atError().setCause(e).log("an actuator fails");
    return new ActuatorException(
        ActuatorException.Kind.TRANSIENT, "", e.getClass().getSimpleName(), e.toString());
  }

  private Pass pass(Assignment assignment, long deadline, boolean move) {
    Pass.Limits limits = new Pass.Limits(rate, move, context.clock(), deadline, LONGEST_CALL);
    return new Pass(assignment, fence, limits, this::waits);
  }

  /** Carries out effects. */
  private final class Hands implements DriverEffect.Cases<Boolean> {
    @Override
    public Boolean apply(DriverEffect.Apply effect) {
      Pass pass = pass(effect.assignment(), effect.deadline(), true);
      return submit(pass, () -> BindingService.this.apply(effect, pass));
    }

    @Override
    public Boolean verify(DriverEffect.Verify effect) {
      Pass pass = pass(effect.assignment(), effect.deadline(), effect.awaited());
      return submit(pass, () -> BindingService.this.verify(effect, pass));
    }

    @Override
    public Boolean say(DriverEffect.Say effect) {
      Report report = effect.report();
      LOG.atInfo()
          .addKeyValue("cluster", report.assignment().cluster())
          .addKeyValue("epoch", report.assignment().epoch())
          .addKeyValue("node", report.assignment().node())
          .addKeyValue("result", report.result())
          .addKeyValue("tookMs", report.took().toMillis())
          .log("{}", report.detail());
      context.reports().accept(report);
      return true;
    }

    private boolean submit(Pass pass, Runnable work) {
      current = Optional.of(pass);
      try {
        calls.execute(work);
        return true;
      } catch (RejectedExecutionException e) {
        // The service is being closed. The next actuator reads what is left to do.
        return false;
      }
    }
  }
}
